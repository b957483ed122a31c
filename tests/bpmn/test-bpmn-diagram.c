/* test-bpmn-diagram.c: numbers and colours of shapes as the file writes them
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include <string.h>

#include "engine/bpmn/bpmn-model.h"
#include "engine/source/source-document.h"

static BpmnModel *
read_shape (const char *attributes, const char *x)
{
  g_autofree char *text = g_strdup_printf (
      "<d:definitions xmlns:d=\"" BPMN_NS_MODEL "\" xmlns:di=\"" BPMN_NS_DI "\" xmlns:dc=\""
      BPMN_NS_DC "\" xmlns:omg=\"" BPMN_NS_COLOR "\" xmlns:bioc=\"" BPMN_NS_BIOC "\">"
      "<d:process id=\"P\"><d:task id=\"T\"/></d:process><di:BPMNDiagram><di:BPMNPlane>"
      "<di:BPMNShape bpmnElement=\"T\" %s><dc:Bounds x=\"%s\" y=\"-0.5\" width=\"100\""
      " height=\"8e1\"/></di:BPMNShape></di:BPMNPlane></di:BPMNDiagram></d:definitions>",
      attributes, x);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (SourceDocument) document
      = source_document_new_for_bytes (SOURCE_KIND_XML, bytes, "shape.bpmn", &error);

  g_assert_no_error (error);
  return bpmn_model_new (document);
}

static BpmnShape *
get_shape (BpmnModel *model)
{
  return bpmn_element_get_shape (bpmn_model_lookup (model, "T"));
}

static void
assert_number (const char *text, double expected)
{
  g_autoptr (BpmnModel) model = read_shape ("", text);
  BpmnRect bounds = bpmn_shape_get_bounds (get_shape (model));

  g_assert_cmpfloat (bounds.x, ==, expected);
  g_assert_cmpfloat (bounds.y, ==, -0.5);
  g_assert_cmpfloat (bounds.width, ==, 100);
  g_assert_cmpfloat (bounds.height, ==, 80);
}

/* However a number is written, it is the one that the C library reads. */
static void
test_numbers (void)
{
  static const char *const texts[]
      = { "0",      "-0",      "7",          "-12.5",           "12.",
          ".25",    "-.25",    "0.1",        "1234567.8901234", "123456789012345",
          "007",    "1e3",     "-2.5E-3",    "1234567890123456", "0.1234567890123456789",
          " 42",    "+42",     "42 ",        "99999999999999999999.5", "0x10",
          "160.00", "0.00001", "3,5",        "000000000000000000000001" };
  g_autoptr (GRand) random = g_rand_new_with_seed (8);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_number (texts[i], g_ascii_strtod (texts[i], NULL));
  for (guint i = 0; i < 300; i++)
    {
      char text[G_ASCII_DTOSTR_BUF_SIZE], format[16];

      g_snprintf (format, sizeof format, "%%.%dg", g_rand_int_range (random, 1, 18));
      g_ascii_formatd (text, sizeof text, format, g_rand_double_range (random, -1e5, 1e5));
      assert_number (text, g_ascii_strtod (text, NULL));
    }
}

static void
test_no_numbers (void)
{
  static const char *const texts[] = { "", "-", ".", "-.", "left", "nan", "inf", "1e999" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_number (texts[i], 0);
}

static void
assert_colours (const char *attributes, const char *fill, const char *stroke)
{
  g_autoptr (BpmnModel) model = read_shape (attributes, "1");

  g_assert_cmpstr (bpmn_shape_get_fill (get_shape (model)), ==, fill);
  g_assert_cmpstr (bpmn_shape_get_stroke (get_shape (model)), ==, stroke);
}

static void
test_colours (void)
{
  assert_colours ("", NULL, NULL);
  assert_colours ("fill=\"#123456\" stroke=\"#123456\"", NULL, NULL);
  assert_colours ("bioc:fill=\"#ABC\" bioc:stroke=\"#123456\"", "#aabbcc", "#123456");
  assert_colours ("omg:background-color=\"#FFE0B2\"", "#ffe0b2", NULL);
  assert_colours ("bioc:fill=\"#111111\" omg:background-color=\"#222222\""
                  " omg:border-color=\"#333333\" bioc:stroke=\"#444444\"",
                  "#222222", "#333333");
  /* What cannot be read does not hide what can. */
  assert_colours ("omg:background-color=\"red\" bioc:fill=\"#111111\" bioc:stroke=\"blue\"",
                  "#111111", NULL);
  assert_colours ("bioc:background-color=\"#111111\" omg:fill=\"#111111\"", NULL, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bpmn/diagram/numbers", test_numbers);
  g_test_add_func ("/bpmn/diagram/no-numbers", test_no_numbers);
  g_test_add_func ("/bpmn/diagram/colours", test_colours);
  return g_test_run ();
}
