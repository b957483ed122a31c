/* altinn-edit-settings.c: changing anything of an element by its name in commands
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/altinn/altinn-edit-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* "env:production:receiver" is the setting `receiver` for `env="production"`. */
static char *
split_setting (const char *setting, char **env)
{
  const char *colon;

  *env = NULL;
  if (!g_str_has_prefix (setting, "env:"))
    return g_strdup (setting);
  setting += strlen ("env:");
  colon = strchr (setting, ':');
  if (colon == NULL)
    return g_strdup (setting);
  *env = g_strndup (setting, (gsize) (colon - setting));
  return g_strdup (colon + 1);
}

static gboolean
fail (GError **error, const char *why, const char *what)
{
  g_set_error (error, ALTINN_ERROR, ALTINN_ERROR_VALUE, "%s: %s", what, why);
  return FALSE;
}

static gboolean
require_flow (BpmnElement *element, GError **error)
{
  return bpmn_element_get_type_id (element) == BPMN_TYPE_SEQUENCE_FLOW ||
         fail (error, _ ("only sequence flows have a condition"),
               bpmn_element_get_id (element) != NULL ? bpmn_element_get_id (element) : "");
}

static gboolean
set_default (AltinnApp *app, BpmnElement *element, const char *flow_id, GError **error)
{
  BpmnElement *flow = bpmn_model_lookup (altinn_app_get_model (app), flow_id);

  if (flow == NULL)
    {
      g_set_error (error, BPMN_ERROR, BPMN_ERROR_NOT_FOUND, _ ("There is no element “%s”"),
                   flow_id);
      return FALSE;
    }
  return bpmn_edit_set_default (altinn_app_get_model (app), element, flow, error);
}

/* How many must sign: minCount of the signature's data type, which may hold any number. */
static gboolean
set_signatures (AltinnApp *app, BpmnElement *element, const char *value, GError **error)
{
  g_autofree char *id = altinn_settings_get (element, "signatureDataType");
  gint64 number;

  if (!g_ascii_string_to_signed (value, 10, 0, G_MAXINT32, &number, NULL))
    return fail (error, _ ("must be a whole number"), "signatures");
  if (id == NULL)
    return fail (error, _ ("the task has no signatureDataType"), "signatures");
  if (altinn_app_is_loose (app))
    return fail (error, _ ("is set in applicationmetadata.json, and this file is in no app"),
                 "signatures");
  return altinn_edit_set_data_type_counts (app, id, number, 0, error);
}

static GStrv
split_list (const char *value)
{
  GStrv items = g_strsplit (value, ",", -1);

  for (gsize i = 0; items[i] != NULL; i++)
    g_strstrip (items[i]);
  if (items[0] != NULL && items[0][0] == '\0' && items[1] == NULL)
    g_clear_pointer (&items[0], g_free);
  return items;
}

static gboolean
check_applies (AltinnApp *app, BpmnElement *element, const AltinnSetting *setting, GError **error)
{
  BpmnType type = bpmn_element_get_type_id (element);
  gboolean fits = strcmp (setting->extension, "gatewayExtension") == 0 ? bpmn_type_is_gateway (type)
                                                                       : bpmn_type_is_task (type);

  if (fits)
    return TRUE;
  g_set_error (error, ALTINN_ERROR, ALTINN_ERROR_VALUE, _ ("A %s has no setting “%s”"),
               bpmn_type_get_name (type), setting->name);
  return FALSE;
}

static gboolean
set_listed (AltinnApp *app, BpmnElement *element, const AltinnSetting *setting, const char *env,
            char op, const char *value, GError **error)
{
  g_auto (GStrv) values = split_list (value);

  if (op == '=')
    return altinn_settings_set_list (altinn_app_get_model (app), element, setting->name, env,
                                     (const char *const *) values, error);
  for (gsize i = 0; values[i] != NULL; i++)
    if (op == '+' ? !altinn_settings_add (altinn_app_get_model (app), element, setting->name, env,
                                          values[i], error)
                  : !altinn_settings_remove (altinn_app_get_model (app), element, setting->name,
                                             env, values[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
set_setting (AltinnApp *app, BpmnElement *element, const char *setting_name, char op,
             const char *value, GError **error)
{
  g_autofree char *env = NULL;
  g_autofree char *name = split_setting (setting_name, &env);
  const AltinnSetting *setting = altinn_setting_lookup (element, name);

  if (setting == NULL)
    {
      g_set_error (error, ALTINN_ERROR, ALTINN_ERROR_VALUE, _ ("There is no setting “%s”"), name);
      return FALSE;
    }
  if (!check_applies (app, element, setting, error))
    return FALSE;
  if (setting->list)
    return set_listed (app, element, setting, env, op, value, error);
  if (op != '=')
    {
      g_set_error (error, ALTINN_ERROR, ALTINN_ERROR_VALUE, _ ("“%s” is no list"), name);
      return FALSE;
    }
  return altinn_settings_set (altinn_app_get_model (app), element, name, env, value, error);
}

/**
 * altinn_edit_set:
 * @app: an app
 * @element: an element
 * @setting: a setting's name in commands: those of the table, "env:ENVIRONMENT:NAME", and "id",
 *   "name", "condition", "default", "signatures"
 * @op: '=' sets, '+' adds to a list, '-' takes out of one
 * @value: the value; of a list several, separated by commas
 * @error: return location for an error
 *
 * Returns: %TRUE, or %FALSE with an error
 */
gboolean
altinn_edit_set (AltinnApp *app, BpmnElement *element, const char *setting, char op,
                 const char *value, GError **error)
{
  gboolean done;

  altinn_edit_begin (app, _ ("Change setting"));
  if (strcmp (setting, "id") == 0)
    done = altinn_edit_set_id (app, element, value, error);
  else if (strcmp (setting, "name") == 0)
    done = bpmn_edit_set_name (altinn_app_get_model (app), element, value, error);
  else if (strcmp (setting, "condition") == 0)
    done = require_flow (element, error)
           && bpmn_edit_set_condition (altinn_app_get_model (app), element, value, error);
  else if (strcmp (setting, "default") == 0)
    done = set_default (app, element, value, error);
  else if (strcmp (setting, "signatures") == 0)
    done = set_signatures (app, element, value, error);
  else
    done = set_setting (app, element, setting, op, value, error);
  return altinn_edit_end (app, done);
}

/**
 * altinn_edit_unset:
 * @app: an app
 * @element: an element
 * @setting: a setting's name, as for altinn_edit_set()
 * @error: return location for an error
 *
 * Takes a setting away altogether: empty is not absent.
 *
 * Returns: %TRUE, or %FALSE with an error
 */
gboolean
altinn_edit_unset (AltinnApp *app, BpmnElement *element, const char *setting, GError **error)
{
  g_autofree char *env = NULL;
  g_autofree char *name = split_setting (setting, &env);
  gboolean done;

  altinn_edit_begin (app, _ ("Remove setting"));
  if (strcmp (name, "name") == 0)
    done = bpmn_edit_set_name (altinn_app_get_model (app), element, NULL, error);
  else if (strcmp (name, "condition") == 0)
    done = require_flow (element, error)
           && bpmn_edit_set_condition (altinn_app_get_model (app), element, NULL, error);
  else if (strcmp (name, "default") == 0)
    done = bpmn_edit_set_default (altinn_app_get_model (app), element, NULL, error);
  else
    done = altinn_settings_unset (altinn_app_get_model (app), element, name, env, error);
  return altinn_edit_end (app, done);
}
