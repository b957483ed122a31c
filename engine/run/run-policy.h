/* run-policy.h: who may do what: policy.xml and the actors of a run
 *
 * The policy decision point of Altinn for one app: XACML 3.0 rules over role or organisation,
 * action and task, combined by deny-overrides (ordering.md 4).
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "engine/run/run-types.h"
#include "engine/source/source-document.h"

G_BEGIN_DECLS

/**
 * RunActorKind:
 * @RUN_ACTOR_USER: a person who acts for the instance owner
 * @RUN_ACTOR_OWNER: the service owner, an organisation
 * @RUN_ACTOR_SYSTEM: a system user
 * @RUN_ACTOR_SIGNEE: a person that the app delegates signing to
 * @RUN_ACTOR_PAYMENT: the payment provider's webhook, which acts as the service owner
 */
typedef enum
{
  RUN_ACTOR_USER,
  RUN_ACTOR_OWNER,
  RUN_ACTOR_SYSTEM,
  RUN_ACTOR_SIGNEE,
  RUN_ACTOR_PAYMENT,
} RunActorKind;

/**
 * RunActor:
 * @name: what scenarios call it
 * @kind: what it is
 * @roles: (nullable): role codes; %NULL: every role the policy names for persons
 * @level: authentication level, 0 to 4
 * @ssn: (nullable): national identity number; actors with the same one are the same person
 * @for_task: (nullable): of a signee: the task it signs
 * @on_behalf_of: (nullable): organisation number
 */
struct _RunActor
{
  char *name;
  RunActorKind kind;
  char **roles;
  int level;
  char *ssn;
  char *for_task;
  char *on_behalf_of;
};

RunActor *run_actor_new (const char *name, RunActorKind kind) G_GNUC_WARN_UNUSED_RESULT;
RunActor *run_actor_copy (const RunActor *self) G_GNUC_WARN_UNUSED_RESULT;
void run_actor_free (RunActor *self);
const char *run_actor_kind_to_string (RunActorKind kind);
gboolean run_actor_kind_from_string (const char *text, RunActorKind *kind);
gboolean run_actor_is_same_person (const RunActor *a, const RunActor *b);

RunPolicy *run_policy_new (SourceDocument *document, const char *org, const char *app);
void run_policy_free (RunPolicy *self);
/* Whether any rule lets @actor do @action at @task (an end event when @ended). */
gboolean run_policy_permits (const RunPolicy *self, const RunActor *actor, const char *action,
                             const char *task, gboolean ended);
/* Roles that may do @action at @task; (array zero-terminated=1), "[org]" for the service owner. */
char **run_policy_list_subjects (const RunPolicy *self, const char *action, const char *task)
    G_GNUC_WARN_UNUSED_RESULT;
/* Actions that anybody may do at @task, in the order of the file. */
char **run_policy_list_actions (const RunPolicy *self, const char *task) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RunActor, run_actor_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RunPolicy, run_policy_free)

G_END_DECLS
