/* source-error.h: the error domain of the source room
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SourceError:
 * @SOURCE_ERROR_READ: the file cannot be read (missing, a folder, no permission)
 * @SOURCE_ERROR_TOO_LARGE: beyond a limit of size, depth or number of attributes
 * @SOURCE_ERROR_ENCODING: not in the encoding it claims, or a character the encoding lacks
 * @SOURCE_ERROR_MALFORMED: not well-formed XML 1.0 with namespaces, or not JSON
 * @SOURCE_ERROR_DOCTYPE: has a document type declaration, which the app runtime refuses
 * @SOURCE_ERROR_READ_ONLY: the document was opened read-only, or the file may not be written
 * @SOURCE_ERROR_CHANGED_ON_DISK: another program changed the file since it was read
 * @SOURCE_ERROR_WRITE: writing failed; the file is as it was
 * @SOURCE_ERROR_INVALID: the edit would make the text malformed
 * @SOURCE_ERROR_JOURNAL: the crash journal cannot be used
 *
 * Codes of %SOURCE_ERROR: what a caller acts on. Messages of errors about a place in a file are
 * whole lines, `FILE:LINE:COLUMN: error: what is wrong`.
 */
typedef enum
{
  SOURCE_ERROR_READ,
  SOURCE_ERROR_TOO_LARGE,
  SOURCE_ERROR_ENCODING,
  SOURCE_ERROR_MALFORMED,
  SOURCE_ERROR_DOCTYPE,
  SOURCE_ERROR_READ_ONLY,
  SOURCE_ERROR_CHANGED_ON_DISK,
  SOURCE_ERROR_WRITE,
  SOURCE_ERROR_INVALID,
  SOURCE_ERROR_JOURNAL,
} SourceError;

#define SOURCE_ERROR (source_error_quark ())
GQuark source_error_quark (void);

G_END_DECLS
