/* cli-new.c: altinn-process new: a process from a template
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "ui/cli/cli-commands.h"

#include "engine/altinn/altinn-template.h"

#include <glib/gi18n.h>
#include <stdio.h>

static int
list_templates (void)
{
  guint n;
  const AltinnTemplate *templates = altinn_template_get_all (&n);

  for (guint i = 0; i < n; i++)
    printf ("%-27s %s: %s\n", templates[i].name, altinn_template_get_title (&templates[i]),
            altinn_template_get_help (&templates[i]));
  return CLI_OK;
}

static int
run_new (int argc, char **argv)
{
  g_autofree char *name = NULL;
  gboolean list = FALSE;
  const GOptionEntry entries[] = {
    { "template", 't', 0, G_OPTION_ARG_STRING, &name, N_ ("Which process to begin with"),
      N_ ("NAME") },
    { "list", 'l', 0, G_OPTION_ARG_NONE, &list, N_ ("Name the templates"), NULL },
    { NULL },
  };
  g_autoptr (GPtrArray) written = NULL;
  g_autoptr (GError) error = NULL;
  const AltinnTemplate *template;
  int status;

  if (!cli_parse (&argc, &argv, &cli_new, entries, &status))
    return status;
  if (list)
    return list_templates ();
  if (argc != 2)
    return cli_usage (&cli_new, _ ("one directory or file is needed"));
  template = altinn_template_lookup (name != NULL ? name : "form");
  if (template == NULL)
    return cli_fail (_ ("there is no template “%s”; “altinn-process new --list” names them"), name);
  if (!altinn_template_create (template, argv[1], &written, &error))
    return cli_fail_with (error);
  for (guint i = 0; i < written->len; i++)
    printf ("%s\n", (char *) g_ptr_array_index (written, i));
  return CLI_OK;
}

const CliCommand cli_new = {
  "new",
  "[--template=NAME] DIRECTORY|FILE",
  N_ ("Begin a process from a template"),
  run_new,
};
