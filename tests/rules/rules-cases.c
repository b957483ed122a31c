/* rules-cases.c: the apps of the cases
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "tests/rules/rules-cases.h"

const RulesCase *
rules_cases_get (guint index)
{
  const RulesCase *(*const tables[]) (guint) = { rules_cases_get_structure, rules_cases_get_app,
                                                 rules_cases_get_ordering };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      guint n = 0;

      while (n <= index && tables[i] (n) != NULL)
        n++;
      if (index < n)
        return tables[i] (index);
      index -= n;
    }
  return NULL;
}

static AltinnApp *
open_case (const char *process, const char *const *patch, const char *types, const char *files,
           const char *runtime, char **directory)
{
  g_autofree char *plain = rules_fixture_process (process);
  g_autoptr (GString) text = g_string_new (plain);

  if (patch[0] != NULL)
    g_assert_cmpuint (g_string_replace (text, patch[0], patch[1], 0), >, 0);
  return rules_fixture_open_text (text->str, types, runtime != NULL ? runtime : "8.12.7", files,
                                  directory);
}

AltinnApp *
rules_case_open_bad (const RulesCase *self, char **directory)
{
  return open_case (self->bad, self->patch, self->types, self->files, self->runtime, directory);
}

AltinnApp *
rules_case_open_good (const RulesCase *self, char **directory)
{
  return open_case (self->good != NULL ? self->good : self->bad, self->good_patch,
                    self->good_types != NULL ? self->good_types : self->types,
                    self->good_files != NULL ? self->good_files : self->files,
                    self->good_runtime != NULL ? self->good_runtime : self->runtime, directory);
}
