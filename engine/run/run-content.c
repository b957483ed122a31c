/* run-content.c: what data elements hold
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/run/run-state-private.h"

#include <string.h>

struct _RunContent
{
  gatomicrefcount ref_count;
  SourceJson *json; /* of a form; NULL for a file */
  char *text;
  char *sha256;
  ExpressionValue model;
  char *file_type;
  gint64 file_size;
};

static RunContent *
content_new_for_text (char *text)
{
  RunContent *self = g_new0 (RunContent, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->text = text;
  self->sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  return self;
}

/* Returns NULL if the text is no JSON, which only a value nested too deeply can be. */
static RunContent *
content_new_for_json (char *text)
{
  RunContent *self = content_new_for_text (text);

  self->json = source_json_parse (text, -1, SOURCE_JSON_STRICT, "data", NULL);
  if (self->json == NULL)
    {
      run_content_unref (self);
      return NULL;
    }
  expression_value_set_json (&self->model, source_json_get_root (self->json));
  return self;
}

/**
 * run_content_new:
 * @value: (nullable): a form's data; %NULL: an empty object
 *
 * Returns: (transfer full) (nullable): the content; %NULL if @value is nested too deeply
 */
RunContent *
run_content_new (const SourceJsonValue *value)
{
  return content_new_for_json (value != NULL ? source_json_value_to_text (value)
                                             : g_strdup ("{}"));
}

RunContent *
run_content_new_file (const char *type, gint64 size)
{
  RunContent *self = content_new_for_text (
      g_strdup_printf ("%s %" G_GINT64_FORMAT, type != NULL ? type : "", size));

  self->file_type = g_strdup (type);
  self->file_size = size;
  return self;
}

RunContent *
run_content_ref (RunContent *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
run_content_unref (RunContent *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  expression_value_clear (&self->model);
  source_json_unref (self->json);
  g_free (self->text);
  g_free (self->sha256);
  g_free (self->file_type);
  g_free (self);
}

/* RFC 7396: an object is merged member by member, null removes, anything else replaces. */
static void
write_merged (SourceJsonWriter *writer, const SourceJsonValue *target, const SourceJsonValue *patch)
{
  gboolean has_target = target != NULL
                        && source_json_value_get_type (target) == SOURCE_JSON_OBJECT;

  if (source_json_value_get_type (patch) != SOURCE_JSON_OBJECT)
    {
      source_json_writer_value (writer, patch);
      return;
    }
  source_json_writer_begin_object (writer);
  for (guint i = 0; has_target && i < source_json_value_get_length (target); i++)
    {
      const char *key = source_json_value_get_key (target, i);
      const SourceJsonValue *change = source_json_value_get_member (patch, key);

      if (change != NULL && source_json_value_get_type (change) == SOURCE_JSON_NULL)
        continue;
      source_json_writer_key (writer, key);
      if (change == NULL)
        source_json_writer_value (writer, source_json_value_get_item (target, i));
      else
        write_merged (writer, source_json_value_get_item (target, i), change);
    }
  for (guint i = 0; i < source_json_value_get_length (patch); i++)
    {
      const char *key = source_json_value_get_key (patch, i);
      const SourceJsonValue *change = source_json_value_get_item (patch, i);

      if (source_json_value_get_type (change) == SOURCE_JSON_NULL
          || (has_target && source_json_value_get_member (target, key) != NULL))
        continue;
      source_json_writer_key (writer, key);
      write_merged (writer, NULL, change);
    }
  source_json_writer_end_object (writer);
}

/**
 * run_content_patch:
 * @content: (nullable): a form's content
 * @patch: a JSON merge patch (RFC 7396)
 *
 * Returns: (transfer full) (nullable): the patched content; %NULL if it is nested too deeply
 */
RunContent *
run_content_patch (const RunContent *content, const SourceJsonValue *patch)
{
  SourceJsonWriter *writer = source_json_writer_new (0);

  write_merged (writer, content != NULL ? run_content_get_value (content) : NULL, patch);
  return content_new_for_json (source_json_writer_end (writer));
}

const SourceJsonValue *
run_content_get_value (const RunContent *self)
{
  return self->json != NULL ? source_json_get_root (self->json) : NULL;
}

const char *
run_content_get_text (const RunContent *self)
{
  return self->text;
}

const char *
run_content_get_sha256 (const RunContent *self)
{
  return self->sha256;
}

const char *
run_content_get_file_type (const RunContent *self)
{
  return self->file_type;
}

gint64
run_content_get_file_size (const RunContent *self)
{
  return self->file_size;
}

const ExpressionValue *
run_content_get_model (const RunContent *self)
{
  return &self->model;
}
