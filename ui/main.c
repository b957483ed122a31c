/* main.c: starts the window
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "ui/ape-application.h"

int
main (int argc, char **argv)
{
  const char *locale_directory = g_getenv ("ALTINN_PROCESS_LOCALEDIR");
  g_autoptr (ApeApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_directory != NULL ? locale_directory : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("altinn-process-editor");
  g_set_application_name (_ ("Altinn Process Editor"));

  application = ape_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
