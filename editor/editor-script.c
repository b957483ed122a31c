/* editor-script.c: the editing commands of `altinn-process edit`
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-script.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "editor/editor-command.h"
#include "engine/altinn/altinn-edit.h"

typedef struct
{
  EditorSession *session;
  GPtrArray *notes; /* nullable */
  char **words;
  guint n_words;
} Script;

static gboolean
fail (GError **error, EditorError code, const char *message)
{
  g_set_error_literal (error, EDITOR_ERROR, code, message);
  return FALSE;
}

static BpmnElement *
lookup (const Script *script, const char *id, GError **error)
{
  BpmnElement *element = bpmn_model_lookup (editor_session_get_model (script->session), id);

  if (element == NULL)
    g_set_error (error, EDITOR_ERROR, EDITOR_ERROR_NOT_FOUND, _ ("there is no element “%s”"), id);
  return element;
}

static gboolean
require_words (const Script *script, guint min, guint max, const char *form, GError **error)
{
  if (script->n_words >= min && script->n_words <= max)
    return TRUE;
  g_set_error (error, EDITOR_ERROR, EDITOR_ERROR_SYNTAX, _ ("the form is: %s"), form);
  return FALSE;
}

/* Takes "name=value" apart. @op is '=', '+' or '-'. */
static gboolean
split_assignment (const char *word, char **name, char *op, const char **value)
{
  const char *equals = strchr (word, '=');
  gsize length;

  if (equals == NULL || equals == word)
    return FALSE;
  length = (gsize) (equals - word);
  *op = '=';
  if (length > 1 && (equals[-1] == '+' || equals[-1] == '-'))
    *op = word[--length];
  *name = g_strndup (word, length);
  *value = equals + 1;
  return TRUE;
}

static gboolean
parse_count (const char *text, guint *count, GError **error)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (text, 10, 1, 1000, &number, NULL))
    {
      g_set_error (error, EDITOR_ERROR, EDITOR_ERROR_SYNTAX, _ ("“%s” is no number of signatures"),
                   text);
      return FALSE;
    }
  *count = (guint) number;
  return TRUE;
}

/* id=, name=, signatures=, taskType= behind append and insert */
static gboolean
parse_create (const Script *script, guint first, EditorCreate *create, GError **error)
{
  for (guint i = first; i < script->n_words; i++)
    {
      g_autofree char *name = NULL;
      const char *value;
      char op;

      if (!split_assignment (script->words[i], &name, &op, &value) || op != '=')
        {
          g_set_error (error, EDITOR_ERROR, EDITOR_ERROR_SYNTAX,
                       _ ("“%s” is not understood; id=, name=, signatures= or taskType= may stand "
                          "there"),
                       script->words[i]);
          return FALSE;
        }
      if (strcmp (name, "id") == 0)
        create->id = value;
      else if (strcmp (name, "name") == 0)
        create->name = value;
      else if (strcmp (name, "taskType") == 0)
        create->task_type = value;
      else if (strcmp (name, "signatures") == 0)
        {
          if (!parse_count (value, &create->signatures, error))
            return FALSE;
        }
      else
        {
          g_set_error (error, EDITOR_ERROR, EDITOR_ERROR_SYNTAX,
                       _ ("“%s” cannot be given to a new element"), name);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
check_signatures (const char *type, const EditorCreate *create, GError **error)
{
  if (create->signatures == 0 || strstr (type, "signing") != NULL)
    return TRUE;
  g_set_error (error, EDITOR_ERROR, EDITOR_ERROR_SYNTAX, _ ("signatures= is no setting of “%s”"),
               type);
  return FALSE;
}

static gboolean
run_append (const Script *script, GError **error)
{
  EditorCreate create = { 0 };
  const char *type;
  BpmnElement *after;
  const GPtrArray *exits;

  if (!require_words (script, 4, G_MAXUINT, "append TYPE after ELEMENT [id=ID] [name=\"…\"]",
                      error))
    return FALSE;
  if (strcmp (script->words[2], "after") != 0)
    return require_words (script, 0, 0, "append TYPE after ELEMENT [id=ID] [name=\"…\"]", error);
  type = script->words[1];
  after = lookup (script, script->words[3], error);
  if (after == NULL || !parse_create (script, 4, &create, error) ||
      !check_signatures (type, &create, error))
    return FALSE;
  exits = bpmn_type_is_flow_node (bpmn_element_get_type_id (after))
              ? bpmn_element_get_outgoing (after)
              : NULL;
  /* On the canvas a gateway gets a branch; here the one way out that is there is meant. */
  if (exits != NULL && exits->len == 1 && strcmp (type, "end-event") != 0)
    return editor_command_insert (script->session, type, &create, g_ptr_array_index (exits, 0),
                                  NULL, error) != NULL;
  return editor_command_append (script->session, type, &create, after, error) != NULL;
}

static gboolean
run_insert (const Script *script, GError **error)
{
  EditorCreate create = { 0 };
  BpmnElement *flow;

  if (!require_words (script, 4, G_MAXUINT, "insert TYPE on FLOW [id=ID] [name=\"…\"]", error))
    return FALSE;
  if (strcmp (script->words[2], "on") != 0)
    return require_words (script, 0, 0, "insert TYPE on FLOW [id=ID] [name=\"…\"]", error);
  flow = lookup (script, script->words[3], error);
  return flow != NULL && parse_create (script, 4, &create, error) &&
         check_signatures (script->words[1], &create, error) &&
         editor_command_insert (script->session, script->words[1], &create, flow, NULL, error) !=
             NULL;
}

/* condition=, id= and name= behind connect */
static gboolean
run_connect (const Script *script, GError **error)
{
  BpmnElement *source, *target, *flow;

  if (!require_words (script, 3, G_MAXUINT, "connect A B [condition=JSON]", error))
    return FALSE;
  source = lookup (script, script->words[1], error);
  target = source != NULL ? lookup (script, script->words[2], error) : NULL;
  if (target == NULL)
    return FALSE;
  flow = editor_command_connect (script->session, source, target, NULL, error);
  for (guint i = 3; flow != NULL && i < script->n_words; i++)
    {
      g_autofree char *name = NULL;
      const char *value;
      char op;

      if (!split_assignment (script->words[i], &name, &op, &value) || op != '=' ||
          (strcmp (name, "condition") != 0 && strcmp (name, "id") != 0 &&
           strcmp (name, "name") != 0))
        {
          g_set_error (error, EDITOR_ERROR, EDITOR_ERROR_SYNTAX,
                       _ ("“%s” is not understood; condition=, id= or name= may stand there"),
                       script->words[i]);
          return FALSE;
        }
      if (!altinn_edit_set (editor_session_get_app (script->session), flow, name, '=', value,
                            error))
        return FALSE;
    }
  return flow != NULL;
}

static GPtrArray *
lookup_all (const Script *script, guint first, GError **error)
{
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();

  for (guint i = first; i < script->n_words; i++)
    {
      BpmnElement *element = lookup (script, script->words[i], error);

      if (element == NULL)
        return NULL;
      g_ptr_array_add (elements, element);
    }
  return g_steal_pointer (&elements);
}

static gboolean
run_delete (const Script *script, GError **error)
{
  g_autoptr (GPtrArray) elements = NULL;
  g_autoptr (GPtrArray) named_by = NULL;

  if (!require_words (script, 2, G_MAXUINT, "delete ELEMENT...", error))
    return FALSE;
  elements = lookup_all (script, 1, error);
  if (elements == NULL ||
      !editor_command_delete (script->session, (BpmnElement *const *) elements->pdata,
                              elements->len, &named_by, error))
    return FALSE;
  for (guint i = 0; script->notes != NULL && named_by != NULL && i < named_by->len; i++)
    g_ptr_array_add (script->notes, g_strdup (g_ptr_array_index (named_by, i)));
  return TRUE;
}

static gboolean
run_rename (const Script *script, GError **error)
{
  BpmnElement *element;

  if (!require_words (script, 3, 3, "rename ELEMENT NEW-ID", error))
    return FALSE;
  element = lookup (script, script->words[1], error);
  return element != NULL &&
         editor_command_rename (script->session, element, script->words[2], error);
}

static gboolean
set_one (const Script *script, BpmnElement *element, const char *word, GError **error)
{
  g_autofree char *name = NULL;
  const char *value;
  char op;

  if (!split_assignment (word, &name, &op, &value))
    {
      g_set_error (error, EDITOR_ERROR, EDITOR_ERROR_SYNTAX,
                   _ ("“%s” is no assignment; write SETTING=VALUE"), word);
      return FALSE;
    }
  /* A person who empties a name wants none; a command that says name="" wants it empty. */
  if (op == '=' && strcmp (name, "name") == 0 && *value == '\0')
    return bpmn_edit_set_name (editor_session_get_model (script->session), element, value, error);
  if (op == '=' && strcmp (name, "name") == 0)
    return editor_command_set_name (script->session, element, value, error);
  if (op == '=' && strcmp (name, "id") == 0)
    return editor_command_rename (script->session, element, value, error);
  return altinn_edit_set (editor_session_get_app (script->session), element, name, op, value,
                          error);
}

static gboolean
run_set (const Script *script, GError **error)
{
  BpmnElement *element;

  if (!require_words (script, 3, G_MAXUINT, "set ELEMENT SETTING=VALUE", error))
    return FALSE;
  element = lookup (script, script->words[1], error);
  if (element == NULL)
    return FALSE;
  for (guint i = 2; i < script->n_words; i++)
    if (!set_one (script, element, script->words[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
run_unset (const Script *script, GError **error)
{
  BpmnElement *element;

  if (!require_words (script, 3, G_MAXUINT, "unset ELEMENT SETTING", error))
    return FALSE;
  element = lookup (script, script->words[1], error);
  if (element == NULL)
    return FALSE;
  for (guint i = 2; i < script->n_words; i++)
    if (!altinn_edit_unset (editor_session_get_app (script->session), element, script->words[i],
                            error))
      return FALSE;
  return TRUE;
}

static gboolean
run_type (const Script *script, GError **error)
{
  BpmnElement *element;

  if (!require_words (script, 3, 3, "type ELEMENT TYPE", error))
    return FALSE;
  element = lookup (script, script->words[1], error);
  return element != NULL &&
         editor_command_replace (script->session, element, script->words[2], error);
}

static gboolean
parse_number (const char *word, double *number, GError **error)
{
  char *end;

  *number = g_ascii_strtod (word, &end);
  if (end != word && *end == '\0' && *number > -1e6 && *number < 1e6)
    return TRUE;
  g_set_error (error, EDITOR_ERROR, EDITOR_ERROR_SYNTAX, _ ("“%s” is no number"), word);
  return FALSE;
}

/* A command line cannot be asked: without a diagram it is written first. */
static gboolean
ensure_diagram (const Script *script, GError **error)
{
  return editor_session_has_diagram (script->session) ||
         editor_command_write_diagram (script->session, error);
}

static gboolean
run_move (const Script *script, GError **error)
{
  BpmnElement *element;
  double dx, dy;

  if (!require_words (script, 4, 4, "move ELEMENT DX DY", error))
    return FALSE;
  element = lookup (script, script->words[1], error);
  if (element == NULL || !parse_number (script->words[2], &dx, error) ||
      !parse_number (script->words[3], &dy, error))
    return FALSE;
  if (bpmn_type_is_connection (bpmn_element_get_type_id (element)))
    return fail (error, EDITOR_ERROR_NOT_ALLOWED,
                 _ ("a flow cannot be moved; move the elements at its ends"));
  return ensure_diagram (script, error) &&
         editor_command_move (script->session, &element, 1, dx, dy, error);
}

static gboolean
run_align (const Script *script, GError **error)
{
  static const char *const edges[] = { "left", "center", "right", "top", "middle", "bottom", NULL };
  g_autoptr (GPtrArray) elements = NULL;

  if (!require_words (script, 3, G_MAXUINT, "align left|center|right|top|middle|bottom ELEMENT...",
                      error))
    return FALSE;
  for (guint i = 0; edges[i] != NULL; i++)
    {
      if (strcmp (script->words[1], edges[i]) != 0)
        continue;
      elements = lookup_all (script, 2, error);
      return elements != NULL && ensure_diagram (script, error) &&
             editor_command_align (script->session, (BpmnElement *const *) elements->pdata,
                                   elements->len, (EditorAlign) i, error);
    }
  return require_words (script, 0, 0, "align left|center|right|top|middle|bottom ELEMENT...",
                        error);
}

static gboolean
run_distribute (const Script *script, GError **error)
{
  static const char form[] = "distribute horizontal|vertical ELEMENT...";
  g_autoptr (GPtrArray) elements = NULL;
  EditorAxis axis = EDITOR_AXIS_HORIZONTAL;

  if (!require_words (script, 3, G_MAXUINT, form, error))
    return FALSE;
  if (strcmp (script->words[1], "vertical") == 0)
    axis = EDITOR_AXIS_VERTICAL;
  else if (strcmp (script->words[1], "horizontal") != 0)
    return require_words (script, 0, 0, form, error);
  elements = lookup_all (script, 2, error);
  return elements != NULL && ensure_diagram (script, error) &&
         editor_command_distribute (script->session, (BpmnElement *const *) elements->pdata,
                                    elements->len, axis, error);
}

static gboolean
run_layout (const Script *script, GError **error)
{
  return require_words (script, 1, 1, "layout", error) &&
         editor_command_layout (script->session, error);
}

static const struct
{
  const char *name;
  gboolean (*run) (const Script *script, GError **error);
} commands[] = {
  { "append", run_append },
  { "insert", run_insert },
  { "connect", run_connect },
  { "delete", run_delete },
  { "rename", run_rename },
  { "set", run_set },
  { "unset", run_unset },
  { "type", run_type },
  { "move", run_move },
  { "align", run_align },
  { "distribute", run_distribute },
  { "layout", run_layout },
};

static gboolean
run_words (const Script *script, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (commands[i].name, script->words[0]) == 0)
      return commands[i].run (script, error);
  g_set_error (error, EDITOR_ERROR, EDITOR_ERROR_SYNTAX, _ ("there is no command “%s”"),
               script->words[0]);
  return FALSE;
}

/**
 * editor_script_run:
 * @session: the session
 * @command: one editing command
 * @notes: (nullable) (element-type utf8): gets what else names a deleted element and was left alone
 * @error: return location of an error, which says what is wrong without repeating the command
 *
 * Does what @command says, as one transaction.
 *
 * Returns: whether it was done; else nothing was changed
 */
gboolean
editor_script_run (EditorSession *session, const char *command, GPtrArray *notes, GError **error)
{
  SourceWorkspace *workspace = editor_session_get_workspace (session);
  g_auto (GStrv) words = editor_script_split (command, error);
  Script script = { .session = session, .notes = notes, .words = words };

  if (words == NULL)
    return FALSE;
  if (words[0] == NULL)
    return fail (error, EDITOR_ERROR_SYNTAX, _ ("the command is empty"));
  script.n_words = g_strv_length (words);
  source_workspace_begin (workspace, command);
  if (run_words (&script, error))
    {
      source_workspace_commit (workspace);
      return TRUE;
    }
  source_workspace_rollback (workspace);
  return FALSE;
}
