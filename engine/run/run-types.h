/* run-types.h: the types of the run room, and how a request fails
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RunError:
 * @RUN_ERROR_LOAD: the app runtime refuses to load the process
 * @RUN_ERROR_SCENARIO: a scenario cannot be read: not JSON, or of the wrong shape
 * @RUN_ERROR_NOT_FOUND: there is no such element, flow or actor
 *
 * Codes of %RUN_ERROR. Messages about a place in a file are whole lines,
 * `FILE:LINE:COLUMN: error: what is wrong`.
 */
typedef enum
{
  RUN_ERROR_LOAD,
  RUN_ERROR_SCENARIO,
  RUN_ERROR_NOT_FOUND,
} RunError;
#define RUN_ERROR (run_error_quark ())
GQuark run_error_quark (void);

typedef struct _RunProcess RunProcess;
typedef struct _RunNode RunNode;
typedef struct _RunFlow RunFlow;
typedef struct _RunApp RunApp;
typedef struct _RunPolicy RunPolicy;
typedef struct _RunActor RunActor;
typedef struct _RunSetup RunSetup;
typedef struct _RunState RunState;

/**
 * RunFailureKind:
 * @RUN_FAILURE_CONFLICT: the engine's Conflict, HTTP 409
 * @RUN_FAILURE_UNAUTHORIZED: the engine's Unauthorized, HTTP 403
 * @RUN_FAILURE_INTERNAL: the engine's Internal, HTTP 500
 * @RUN_FAILURE_EXCEPTION: something threw, HTTP 500 with the exception's text
 * @RUN_FAILURE_BAD_REQUEST: HTTP 400
 * @RUN_FAILURE_NOT_FOUND: HTTP 404
 * @RUN_FAILURE_DEFINITION: the app would crash or never answer; the text is ours
 * @RUN_FAILURE_SCENARIO: the request cannot be made at all (unknown actor, flow or element); the
 *   text is ours, HTTP status 0
 *
 * What went wrong with a request (facts: runtime 3.7).
 */
typedef enum
{
  RUN_FAILURE_CONFLICT,
  RUN_FAILURE_UNAUTHORIZED,
  RUN_FAILURE_INTERNAL,
  RUN_FAILURE_EXCEPTION,
  RUN_FAILURE_BAD_REQUEST,
  RUN_FAILURE_NOT_FOUND,
  RUN_FAILURE_DEFINITION,
  RUN_FAILURE_SCENARIO,
} RunFailureKind;

/**
 * RunFailure:
 * @kind: what went wrong
 * @http: the HTTP status the app answers; 0 where it is no answer of the app
 * @title: (nullable): the title of the problem
 * @detail: (nullable): its detail
 * @issues: (nullable) (array zero-terminated=1): the validation issues of severity error
 * @element: (nullable): id of the element it is about
 * @undecided: (nullable): id of a gateway without conditions and default that has several ways:
 *   the app decides it in code; ask and give the answer as a `take`
 *
 * The answer of the app to a request that failed. The texts are the app's own and never translated.
 */
typedef struct
{
  RunFailureKind kind;
  guint http;
  char *title;
  char *detail;
  char **issues;
  char *element;
  char *undecided;
} RunFailure;

RunFailure *run_failure_new (RunFailureKind kind, guint http, const char *title,
                             const char *detail_format, ...) G_GNUC_PRINTF (4, 5)
    G_GNUC_WARN_UNUSED_RESULT;
RunFailure *run_failure_copy (const RunFailure *self) G_GNUC_WARN_UNUSED_RESULT;
void run_failure_free (RunFailure *self);
const char *run_failure_get_message (const RunFailure *self); /* the detail, else the title */
gboolean run_failure_mentions (const RunFailure *self, const char *text); /* in any case */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RunFailure, run_failure_free)

G_END_DECLS
