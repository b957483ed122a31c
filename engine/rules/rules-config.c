/* rules-config.c: .altinn-process.json, severities changed and findings silenced with a reason
 *
 * The file stands in the root of the app repository and looks like this:
 *
 *   { "severity": { "ordering/no-way-back": "info" },
 *     "silence": [ { "rule": "ordering/changed-after-payment", "element": "Task_3",
 *                    "reason": "fixed price" } ] }
 *
 * "element" may be left out: then all findings of the rule are silenced. A severity may also be an
 * object with "severity" and "reason". Rules that this version does not know are skipped.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/rules/rules-private.h"
#include "engine/source/source-json-edit.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CONFIG_NAME ".altinn-process.json"

typedef struct
{
  char *rule;
  char *element;
  char *reason;
} Silence;

struct _RulesConfig
{
  gatomicrefcount ref_count;
  GHashTable *severities; /* rule id -> RulesSeverity + 1 */
  GPtrArray *silences;
};

static void
silence_free (Silence *self)
{
  g_free (self->rule);
  g_free (self->element);
  g_free (self->reason);
  g_free (self);
}

static RulesConfig *
rules_config_new (void)
{
  RulesConfig *self = g_new0 (RulesConfig, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->severities = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->silences = g_ptr_array_new_with_free_func ((GDestroyNotify) silence_free);
  return self;
}

RulesConfig *
rules_config_ref (RulesConfig *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
rules_config_unref (RulesConfig *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_hash_table_unref (self->severities);
  g_ptr_array_unref (self->silences);
  g_free (self);
}

G_GNUC_PRINTF (5, 6)
static void
set_error (GError **error, const SourceJson *json, const SourceJsonValue *value, const char *name,
           const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;
  guint line, column;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  source_json_locate (json, value, &line, &column);
  g_set_error (error, RULES_ERROR, RULES_ERROR_CONFIG, "%s:%u:%u: error: %s", name, line, column,
               message);
}

static gboolean
read_severities (RulesConfig *self, const SourceJson *json, const SourceJsonValue *value,
                 const char *name, GError **error)
{
  if (source_json_value_get_type (value) != SOURCE_JSON_OBJECT)
    {
      set_error (error, json, value, name, _ ("“severity” must be an object of rules"));
      return FALSE;
    }
  for (guint i = 0; i < source_json_value_get_length (value); i++)
    {
      const SourceJsonValue *item = source_json_value_get_item (value, i);
      const char *text = source_json_value_get_string (item);
      RulesSeverity severity;

      if (source_json_value_get_type (item) == SOURCE_JSON_OBJECT)
        text = source_json_value_get_member_string (item, "severity");
      if (!rules_severity_from_string (text, &severity))
        {
          set_error (error, json, item, name,
                     _ ("a severity must be \"error\", \"warning\" or \"info\""));
          return FALSE;
        }
      g_hash_table_insert (self->severities, g_strdup (source_json_value_get_key (value, i)),
                           GUINT_TO_POINTER (severity + 1));
    }
  return TRUE;
}

static gboolean
read_silences (RulesConfig *self, const SourceJson *json, const SourceJsonValue *value,
               const char *name, GError **error)
{
  if (source_json_value_get_type (value) != SOURCE_JSON_ARRAY)
    {
      set_error (error, json, value, name, _ ("“silence” must be a list"));
      return FALSE;
    }
  for (guint i = 0; i < source_json_value_get_length (value); i++)
    {
      const SourceJsonValue *item = source_json_value_get_item (value, i);
      gboolean is_object = source_json_value_get_type (item) == SOURCE_JSON_OBJECT;
      const char *rule = is_object ? source_json_value_get_member_string (item, "rule") : NULL;
      const char *reason = is_object ? source_json_value_get_member_string (item, "reason") : NULL;
      Silence *silence;

      if (rule == NULL)
        {
          set_error (error, json, item, name, _ ("what is silenced must name its “rule”"));
          return FALSE;
        }
      if (reason == NULL || *reason == '\0')
        {
          set_error (error, json, item, name,
                     _ ("silencing “%s” needs a “reason”, for those who read it later"), rule);
          return FALSE;
        }
      silence = g_new0 (Silence, 1);
      silence->rule = g_strdup (rule);
      silence->element = g_strdup (source_json_value_get_member_string (item, "element"));
      silence->reason = g_strdup (reason);
      g_ptr_array_add (self->silences, silence);
    }
  return TRUE;
}

/* A misspelled member would silence nothing, without a word. */
static gboolean
check_members (const SourceJson *json, const SourceJsonValue *root, const char *name,
               GError **error)
{
  static const char *const known[] = { "$schema", "severity", "silence", NULL };

  for (guint i = 0; i < source_json_value_get_length (root); i++)
    if (!g_strv_contains (known, source_json_value_get_key (root, i)))
      {
        set_error (error, json, source_json_value_get_item (root, i), name,
                   _ ("“%s” means nothing here; the file has “severity” and “silence”"),
                   source_json_value_get_key (root, i));
        return FALSE;
      }
  return TRUE;
}

static RulesConfig *
config_from_json (const SourceJson *json, const char *name, GError **error)
{
  g_autoptr (RulesConfig) self = rules_config_new ();
  const SourceJsonValue *root = source_json_get_root (json);
  const SourceJsonValue *severities, *silences;

  if (source_json_value_get_type (root) != SOURCE_JSON_OBJECT)
    {
      set_error (error, json, root, name, _ ("must be a JSON object"));
      return NULL;
    }
  if (!check_members (json, root, name, error))
    return NULL;
  severities = source_json_value_get_member (root, "severity");
  silences = source_json_value_get_member (root, "silence");
  if (severities != NULL && !read_severities (self, json, severities, name, error))
    return NULL;
  if (silences != NULL && !read_silences (self, json, silences, name, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * rules_config_parse:
 * @text: the content of a configuration
 * @length: its length in bytes, -1 if it ends with NUL
 * @name: the file's name in messages
 * @error: return location for %RULES_ERROR_CONFIG or a #SourceError
 *
 * Returns: (transfer full) (nullable): the configuration, or %NULL
 */
RulesConfig *
rules_config_parse (const char *text, gssize length, const char *name, GError **error)
{
  g_autoptr (SourceJson) json = source_json_parse (text, length, SOURCE_JSON_TOLERANT, name, error);

  return json != NULL ? config_from_json (json, name, error) : NULL;
}

static char *
config_path (AltinnApp *app)
{
  const char *repository = altinn_app_get_repository (app);

  return repository != NULL ? g_build_filename (repository, CONFIG_NAME, NULL) : NULL;
}

/* rules_config_load: the app repository's own configuration, as it now stands in the editor; an
 * empty one where there is no file. %NULL with an error if it cannot be read. */
RulesConfig *
rules_config_load (AltinnApp *app, GError **error)
{
  g_autofree char *path = config_path (app);
  SourceDocument *document;
  g_autoptr (SourceJson) json = NULL;
  gboolean exists;

  if (path == NULL)
    return rules_config_new ();
  exists = g_file_test (path, G_FILE_TEST_EXISTS);
  /* One that is not there may still have been made and not be saved. */
  if (!exists && !source_workspace_is_modified (altinn_app_get_workspace (app)))
    return rules_config_new ();
  document = source_workspace_lookup (altinn_app_get_workspace (app), path);
  if (document == NULL && exists)
    {
      document = source_workspace_open (altinn_app_get_workspace (app), path, SOURCE_KIND_JSON,
                                        error);
      if (document == NULL)
        return NULL;
    }
  if (document == NULL)
    return rules_config_new ();
  json = source_json_edit_parse (document, error);
  return json != NULL ? config_from_json (json, source_document_get_name (document), error) : NULL;
}

/* rules_config_apply: sets the finding's severity and, if it is silenced, the reason.
 * Returns: whether it is silenced */
gboolean
rules_config_apply (const RulesConfig *self, RulesFinding *finding)
{
  guint severity = GPOINTER_TO_UINT (g_hash_table_lookup (self->severities, finding->rule->id));

  if (severity > 0)
    finding->severity = severity - 1;
  for (guint i = 0; i < self->silences->len; i++)
    {
      const Silence *silence = g_ptr_array_index (self->silences, i);

      if (g_str_equal (silence->rule, finding->rule->id) &&
          (silence->element == NULL || g_strcmp0 (silence->element, finding->element) == 0))
        {
          g_free (finding->silenced);
          finding->silenced = g_strdup (silence->reason);
          return TRUE;
        }
    }
  return FALSE;
}

static char *
silence_to_json (const char *rule, const char *element, const char *reason)
{
  SourceJsonWriter *writer = source_json_writer_new (0);

  source_json_writer_begin_object (writer);
  source_json_writer_key (writer, "rule");
  source_json_writer_string (writer, rule);
  if (element != NULL)
    {
      source_json_writer_key (writer, "element");
      source_json_writer_string (writer, element);
    }
  source_json_writer_key (writer, "reason");
  source_json_writer_string (writer, reason);
  source_json_writer_end_object (writer);
  return source_json_writer_end (writer);
}

static gboolean
append_silence (SourceDocument *document, const char *item, GError **error)
{
  g_autoptr (SourceJson) json = source_json_edit_parse (document, error);
  g_autofree char *list = NULL;

  if (json == NULL)
    return FALSE;
  if (source_json_value_get_member (source_json_get_root (json), "silence") != NULL)
    return source_json_edit_set (document, "/silence/-", item, error);
  list = g_strdup_printf ("[%s]", item);
  return source_json_edit_set (document, "/silence", list, error);
}

static gboolean
can_silence (AltinnApp *app, const char *rule, const char *reason, GError **error)
{
  if (rules_lookup_rule (rule) == NULL)
    g_set_error (error, RULES_ERROR, RULES_ERROR_NOT_FOUND,
                 _ ("there is no rule “%s”; “altinn-process rules” lists them"), rule);
  else if (reason[strspn (reason, " \t\r\n")] == '\0')
    g_set_error (error, RULES_ERROR, RULES_ERROR_CONFIG,
                 _ ("silencing “%s” needs a “reason”, for those who read it later"), rule);
  else if (altinn_app_get_repository (app) == NULL)
    g_set_error_literal (error, RULES_ERROR, RULES_ERROR_NOT_FOUND,
                         _ ("a loose process file has no app repository to keep the reason in"));
  else
    return TRUE;
  return FALSE;
}

static SourceDocument *
open_or_create (AltinnApp *app, GError **error)
{
  SourceWorkspace *workspace = altinn_app_get_workspace (app);
  g_autofree char *path = config_path (app);
  SourceDocument *document = source_workspace_lookup (workspace, path);

  if (document != NULL)
    return document;
  return g_file_test (path, G_FILE_TEST_EXISTS)
             ? source_workspace_open (workspace, path, SOURCE_KIND_JSON, error)
             : source_workspace_create (workspace, path, SOURCE_KIND_JSON, "{}\n", error);
}

/**
 * rules_config_silence:
 * @app: the app
 * @rule: id of the rule: a finding's `rule->id`
 * @element: (nullable): the element that its finding is about; %NULL for all of them
 * @reason: why, for those who read it later; not blank
 * @error: return location for a #SourceError about the file, %RULES_ERROR_CONFIG for a reason that
 *   says nothing, or %RULES_ERROR_NOT_FOUND for an unknown rule or a loose file
 *
 * Silences a finding in the app repository's `.altinn-process.json`, which is made if it is missing;
 * what stands in it keeps its form. One transaction that can be undone; the file is written when the
 * workspace is saved. The next report has the finding among the silenced ones, with @reason.
 *
 * Returns: whether it was done; otherwise nothing changed
 */
gboolean
rules_config_silence (AltinnApp *app, const char *rule, const char *element, const char *reason,
                      GError **error)
{
  SourceWorkspace *workspace = altinn_app_get_workspace (app);
  g_autofree char *item = NULL;
  g_autofree char *name = NULL;
  SourceDocument *document;

  if (!can_silence (app, rule, reason, error))
    return FALSE;
  item = silence_to_json (rule, element, reason);
  /* Translators: undoes and redoes silencing a rule, such as ordering/no-way-back */
  name = g_strdup_printf (_ ("Silence “%s”"), rule);
  source_workspace_begin (workspace, name);
  document = open_or_create (app, error);
  if (document != NULL && append_silence (document, item, error))
    {
      source_workspace_commit (workspace);
      return TRUE;
    }
  source_workspace_rollback (workspace);
  return FALSE;
}
