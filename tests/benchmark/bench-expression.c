/* bench-expression.c: how many conditions and JSON bytes a second
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/expression/expression.h"

#include <string.h>

#define SECONDS 0.5

static gboolean
find_model (const ExpressionContext *context,
            const char *data_type,
            const ExpressionValue **model,
            GError **error)
{
  *model = context->user_data;
  return TRUE;
}

static void
measure (const char *text, const ExpressionContext *context)
{
  g_autoptr (Expression) expression = expression_parse (text, -1, NULL, NULL);
  g_autoptr (GTimer) timer = g_timer_new ();
  guint64 n = 0;
  double elapsed;

  do
    {
      for (guint i = 0; i < 1000; i++)
        {
          gboolean result;

          expression_is_true (expression, context, &result, NULL);
        }
      n += 1000;
    }
  while (g_timer_elapsed (timer, NULL) < SECONDS);
  elapsed = g_timer_elapsed (timer, NULL);
  g_print ("%8.2f million/s  %s\n", (double) n / elapsed / 1e6, text);
}

static void
measure_json (void)
{
  g_autoptr (GString) text = g_string_new ("[");
  g_autoptr (GTimer) timer = NULL;
  guint n = 0;

  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (text, "%s{\"id\":\"element_%u\",\"x\":%u,\"names\":[\"a\",\"å\"]}",
                            i > 0 ? "," : "", i, i);
  g_string_append_c (text, ']');
  timer = g_timer_new ();
  while (g_timer_elapsed (timer, NULL) < SECONDS)
    {
      source_json_unref (
          source_json_parse (text->str, (gssize) text->len, SOURCE_JSON_STRICT, NULL, NULL));
      n++;
    }
  g_print ("%8.1f MB/s of JSON read\n",
           (double) text->len * n / g_timer_elapsed (timer, NULL) / 1e6);
}

int
main (int argc, char **argv)
{
  static const ExpressionContextFuncs funcs = { .find_model = find_model };
  static const char *const conditions[] = {
    "[\"equals\",[\"gatewayAction\"],\"reject\"]",
    "[\"notEquals\",[\"gatewayAction\"],\"reject\"]",
    "[\"and\",[\"equals\",[\"gatewayAction\"],\"confirm\"],[\"not\",false]]",
    "[\"greaterThan\",[\"dataModel\",\"quota.tons\"],100]",
    "[\"greaterThan\",[\"plus\",0.1,[\"dataModel\",\"quota.tons\"]],100]",
  };
  g_autoptr (SourceJson) json =
      source_json_parse ("{\"quota\":{\"tons\":120}}", -1, SOURCE_JSON_STRICT, NULL, NULL);
  g_auto (ExpressionValue) model = EXPRESSION_VALUE_INIT;
  const ExpressionContext context = { .funcs = &funcs,
                                      .user_data = &model,
                                      .gateway_action = "confirm" };

  expression_value_set_json (&model, source_json_get_root (json));
  for (gsize i = 0; i < G_N_ELEMENTS (conditions); i++)
    measure (conditions[i], &context);
  measure_json ();
  return 0;
}
