/* expression-text.c: text functions
 *
 * Lengths and indices count UTF-16 code units, as .NET's strings do. Searching follows the
 * invariant culture: texts that are canonically equivalent match, and characters without weight (a
 * soft hyphen, a joiner) are passed over. ICU's root collation, which .NET uses too, does that;
 * plain ASCII needs no collation.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/expression/expression-private.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ucol.h>
#include <unicode/usearch.h>
#include <unicode/ustring.h>

/* A text in UTF-16 with one unit to spare. */
typedef struct
{
  UChar *units;
  int32_t length;
} Units;

static void
units_clear (Units *units)
{
  g_clear_pointer (&units->units, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Units, units_clear)

static void
units_init (Units *units, const char *text, gsize length)
{
  UErrorCode status = U_ZERO_ERROR;

  units->units = g_new (UChar, length + 1);
  u_strFromUTF8WithSub (units->units, (int32_t) length + 1, &units->length, text, (int32_t) length,
                        0xfffd, NULL, &status);
}

/* Halves of pairs become U+FFFD: UTF-8 has none. */
static char *
units_to_utf8 (const UChar *units, int32_t length, gsize *bytes)
{
  UErrorCode status = U_ZERO_ERROR;
  char *text = g_malloc ((gsize) length * 3 + 1);
  int32_t size = 0;

  u_strToUTF8WithSub (text, length * 3 + 1, &size, units, length, 0xfffd, NULL, &status);
  text[size] = '\0';
  *bytes = (gsize) size;
  return text;
}

static void
set_units (ExpressionValue *result, const UChar *units, int32_t length)
{
  gsize bytes;
  g_autofree char *text = units_to_utf8 (units, length, &bytes);

  expression_value_set_string (result, text, (gssize) bytes);
}

/* Only characters that collation neither ignores nor combines. */
static gboolean
is_plain (const ExpressionText *text)
{
  for (gsize i = 0; i < text->length; i++)
    if ((guchar) text->text[i] < 0x20 || (guchar) text->text[i] > 0x7e)
      return FALSE;
  return TRUE;
}

static gboolean
has_no_weight (const UCollator *collator, const UChar *units, int32_t length)
{
  UErrorCode status = U_ZERO_ERROR;
  UCollationElements *elements;
  int32_t order = 0;

  if (length == 0)
    return TRUE;
  elements = ucol_openElements (collator, units, length, &status);
  while (U_SUCCESS (status) && order == 0)
    order = ucol_next (elements, &status);
  ucol_closeElements (elements);
  return U_SUCCESS (status) && order == UCOL_NULLORDER;
}

typedef enum
{
  FIND_FIRST,
  FIND_AT_START,
  FIND_AT_END,
} FindMode;

/* Finds by collation. Returns the index in @subject, or -1. */
static int32_t
find_collated (const UChar *subject,
               int32_t subject_length,
               const UChar *search,
               int32_t search_length,
               FindMode mode,
               int32_t *match_length)
{
  UErrorCode status = U_ZERO_ERROR;
  UCollator *collator = ucol_open ("", &status);
  UStringSearch *finder = NULL;
  int32_t index = -1;
  int32_t end;

  *match_length = 0;
  if (U_SUCCESS (status) && has_no_weight (collator, search, search_length))
    {
      ucol_close (collator);
      return 0;
    }
  if (U_SUCCESS (status) && subject_length > 0)
    finder = usearch_openFromCollator (search, search_length, subject, subject_length, collator,
                                       NULL, &status);
  if (finder != NULL && U_SUCCESS (status))
    {
      index =
          mode == FIND_AT_END ? usearch_last (finder, &status) : usearch_first (finder, &status);
      *match_length = usearch_getMatchedLength (finder);
      end = index + *match_length;
      if (index == USEARCH_DONE || U_FAILURE (status) ||
          (mode == FIND_AT_START && !has_no_weight (collator, subject, index)) ||
          (mode == FIND_AT_END && !has_no_weight (collator, subject + end, subject_length - end)))
        index = -1;
    }
  usearch_close (finder);
  ucol_close (collator);
  return index;
}

/* The index in UTF-16 units of one text in another, or -1. */
static int32_t
find (const ExpressionText *subject, const ExpressionText *search, FindMode mode)
{
  const char *found;
  gsize tail = subject->length - search->length;
  int32_t match_length;

  if (is_plain (subject) && is_plain (search))
    {
      if (search->length > subject->length)
        return -1;
      if (mode == FIND_AT_START)
        return memcmp (subject->text, search->text, search->length) == 0 ? 0 : -1;
      if (mode == FIND_AT_END)
        return memcmp (subject->text + tail, search->text, search->length) == 0 ? (int32_t) tail
                                                                                : -1;
      found = memmem (subject->text, subject->length, search->text, search->length);
      return found != NULL ? (int32_t) (found - subject->text) : -1;
    }

  g_auto (Units) subject_units;
  g_auto (Units) search_units;

  units_init (&subject_units, subject->text, subject->length);
  units_init (&search_units, search->text, search->length);
  return find_collated (subject_units.units, subject_units.length, search_units.units,
                        search_units.length, mode, &match_length);
}

EXPRESSION_IMPLEMENTATION (concat)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n_arguments; i++)
    {
      g_auto (ExpressionText) part;

      expression_text_init (&part, &arguments[i]);
      if (part.text != NULL)
        g_string_append_len (text, part.text, (gssize) part.length);
    }
  expression_value_set_string (result, text->str, (gssize) text->len);
  return TRUE;
}

/* Where the second of two arguments is found in the first; *is_null if either is null. */
static int32_t
find_arguments (const ExpressionValue *arguments, FindMode mode, gboolean *is_null)
{
  g_auto (ExpressionText) subject;
  g_auto (ExpressionText) search;

  expression_text_init (&subject, &arguments[0]);
  expression_text_init (&search, &arguments[1]);
  *is_null = subject.text == NULL || search.text == NULL;
  return *is_null ? -1 : find (&subject, &search, mode);
}

/* contains and notContains */
EXPRESSION_IMPLEMENTATION (contains)
{
  gboolean is_null;
  gboolean found;

  if (n_arguments != 2)
    return expression_fail (error, "Expected 2 argument(s), got %u", n_arguments);
  found = find_arguments (arguments, FIND_FIRST, &is_null) >= 0;
  expression_value_set_boolean (result, strcmp (function, "contains") == 0 ? found : !found);
  return TRUE;
}

/* startsWith and endsWith */
EXPRESSION_IMPLEMENTATION (starts_ends)
{
  FindMode mode = strcmp (function, "startsWith") == 0 ? FIND_AT_START : FIND_AT_END;
  gboolean is_null;

  if (n_arguments != 2)
    return expression_fail_with_arguments (error, function, arguments, n_arguments,
                                           "Expected 2 argument(s), got %u", n_arguments);
  expression_value_set_boolean (result, find_arguments (arguments, mode, &is_null) >= 0);
  return TRUE;
}

static gboolean
collated_equal (const ExpressionText *a, const ExpressionText *b)
{
  UErrorCode status = U_ZERO_ERROR;
  UCollator *collator;
  gboolean equal;

  if (expression_text_equal (a, b))
    return TRUE;
  if (is_plain (a) && is_plain (b))
    return FALSE;
  collator = ucol_open ("", &status);
  if (U_FAILURE (status))
    return FALSE;

  g_auto (Units) first;
  g_auto (Units) second;

  units_init (&first, a->text, a->length);
  units_init (&second, b->text, b->length);
  equal =
      ucol_strcoll (collator, first.units, first.length, second.units, second.length) == UCOL_EQUAL;
  ucol_close (collator);
  return equal;
}

/* Without the white space around it, as .NET's Trim() does. */
static void
trim (ExpressionText *text)
{
  while (text->length > 0 && g_unichar_isspace (g_utf8_get_char (text->text)))
    {
      gsize size = (gsize) (g_utf8_next_char (text->text) - text->text);

      text->text += size;
      text->length -= size;
    }
  while (text->length > 0)
    {
      const char *last = g_utf8_prev_char (text->text + text->length);

      if (!g_unichar_isspace (g_utf8_get_char (last)))
        return;
      text->length = (gsize) (last - text->text);
    }
}

EXPRESSION_IMPLEMENTATION (comma_contains)
{
  g_auto (ExpressionText) list = { 0 };
  g_auto (ExpressionText) wanted = { 0 };
  gboolean found = FALSE;
  const char *at;
  const char *end;

  if (n_arguments != 2)
    return expression_fail_with_arguments (error, function, arguments, n_arguments,
                                           "Expected 2 argument(s), got %u", n_arguments);
  expression_text_init (&list, &arguments[0]);
  expression_text_init (&wanted, &arguments[1]);
  at = list.text;
  end = at != NULL ? at + list.length : NULL;
  while (at != NULL && wanted.text != NULL && !found)
    {
      const char *comma = memchr (at, ',', (gsize) (end - at));
      ExpressionText item = { .text = at, .length = (gsize) ((comma != NULL ? comma : end) - at) };

      trim (&item);
      found = collated_equal (&item, &wanted);
      at = comma != NULL ? comma + 1 : NULL;
    }
  expression_value_set_boolean (result, found);
  return TRUE;
}

/* UTF-16 units of a UTF-8 text. */
static gsize
count_units (const char *text, gsize length)
{
  gsize units = 0;

  for (gsize i = 0; i < length; i++)
    {
      guchar byte = (guchar) text[i];

      units += ((byte & 0xc0) != 0x80) + (byte >= 0xf0);
    }
  return units;
}

EXPRESSION_IMPLEMENTATION (string_length)
{
  g_auto (ExpressionText) text = { 0 };

  if (n_arguments != 1)
    return expression_fail_with_arguments (error, function, arguments, n_arguments,
                                           "Expected 1 argument(s), got %u", n_arguments);
  expression_text_init (&text, &arguments[0]);
  expression_value_set_number (
      result, text.text != NULL ? (double) count_units (text.text, text.length) : 0);
  return TRUE;
}

EXPRESSION_IMPLEMENTATION (string_index_of)
{
  gboolean is_null;
  int32_t index;

  if (n_arguments != 2)
    return expression_fail (error, "Expected 2 arguments, got %u", n_arguments);
  index = find_arguments (arguments, FIND_FIRST, &is_null);
  if (index >= 0)
    expression_value_set_number (result, index);
  return TRUE;
}

/* Replaces every match; one without weight ends it. */
static void
replace (const ExpressionText *subject,
         const ExpressionText *search,
         const ExpressionText *replacement,
         ExpressionValue *result)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_auto (Units) subject_units;
  g_auto (Units) search_units;
  int32_t at = 0;

  units_init (&subject_units, subject->text, subject->length);
  units_init (&search_units, search->text, search->length);
  while (at < subject_units.length)
    {
      gsize bytes;
      int32_t match_length;
      int32_t index =
          find_collated (subject_units.units + at, subject_units.length - at, search_units.units,
                         search_units.length, FIND_FIRST, &match_length);
      int32_t kept = index < 0 || match_length == 0 ? subject_units.length - at : index;
      g_autofree char *text = units_to_utf8 (subject_units.units + at, kept, &bytes);

      g_string_append_len (out, text, (gssize) bytes);
      if (index < 0 || match_length == 0)
        break;
      if (replacement->text != NULL)
        g_string_append_len (out, replacement->text, (gssize) replacement->length);
      at += index + match_length;
    }
  expression_value_set_string (result, out->str, (gssize) out->len);
}

static void
replace_plain (const ExpressionText *subject,
               const ExpressionText *search,
               const ExpressionText *replacement,
               ExpressionValue *result)
{
  g_autoptr (GString) out = g_string_new (NULL);
  const char *at = subject->text;
  const char *end = at + subject->length;
  const char *found;

  while ((found = memmem (at, (gsize) (end - at), search->text, search->length)) != NULL)
    {
      g_string_append_len (out, at, found - at);
      if (replacement->text != NULL)
        g_string_append_len (out, replacement->text, (gssize) replacement->length);
      at = found + search->length;
    }
  g_string_append_len (out, at, end - at);
  expression_value_set_string (result, out->str, (gssize) out->len);
}

/* No replacement removes. */
EXPRESSION_IMPLEMENTATION (string_replace)
{
  g_auto (ExpressionText) subject = { 0 };
  g_auto (ExpressionText) search = { 0 };
  g_auto (ExpressionText) replacement = { 0 };

  if (n_arguments != 3)
    return expression_fail (error, "Expected 3 arguments, got %u", n_arguments);
  expression_text_init (&subject, &arguments[0]);
  expression_text_init (&search, &arguments[1]);
  expression_text_init (&replacement, &arguments[2]);
  if (subject.length == 0 || search.length == 0)
    return TRUE;
  if (is_plain (&subject) && is_plain (&search))
    replace_plain (&subject, &search, &replacement, result);
  else
    replace (&subject, &search, &replacement, result);
  return TRUE;
}

/* A negative index counts from the end. */
static int32_t
slice_index (double index, int32_t length)
{
  if (index < 0)
    index += length;
  return (int32_t) CLAMP (index, 0, length);
}

EXPRESSION_IMPLEMENTATION (string_slice)
{
  g_auto (ExpressionText) subject = { 0 };
  g_auto (Units) units = { 0 };
  gboolean start_null;
  gboolean end_null = FALSE;
  double start;
  double end = 0;
  int32_t from, to;

  if (n_arguments < 2 || n_arguments > 3)
    return expression_fail (error, "Expected 2-3 arguments, got %u", n_arguments);
  expression_text_init (&subject, &arguments[0]);
  if (!expression_to_number (&arguments[1], &start_null, &start, error) ||
      (n_arguments == 3 && !expression_to_number (&arguments[2], &end_null, &end, error)))
    return FALSE;
  if (start_null || end_null)
    return expression_fail (error, "Start/end index cannot be null (if you used an expression like "
                                   "stringIndexOf here, make sure to guard against null)");
  if (subject.text == NULL)
    return TRUE;
  units_init (&units, subject.text, subject.length);
  from = slice_index (start, units.length);
  to = n_arguments == 3 ? slice_index (end, units.length) : units.length;
  if (to < from)
    return expression_fail (error, "Length cannot be less than zero. (Parameter 'length')");
  set_units (result, units.units + from, to - from);
  return TRUE;
}

/* One character becomes one; the Turkish letters keep out of it, as .NET's invariant culture has
 * it. */
static gunichar
change_case (gunichar c, gboolean upper)
{
  if (upper)
    return c == 0x131 ? c : (gunichar) u_toupper ((UChar32) c);
  return c == 0x130 ? c : (gunichar) u_tolower ((UChar32) c);
}

/* upperCase, lowerCase, upperCaseFirst, lowerCaseFirst. A first character outside the basic plane
 * is two units and stays as it is. */
EXPRESSION_IMPLEMENTATION (change_case)
{
  g_auto (ExpressionText) text = { 0 };
  g_autoptr (GString) out = NULL;
  gboolean upper = g_str_has_prefix (function, "upper");
  gboolean first_only = g_str_has_suffix (function, "First");
  const char *at;
  const char *end;

  if (n_arguments != 1)
    return expression_fail (error, "Expected 1 argument, got %u", n_arguments);
  expression_text_init (&text, &arguments[0]);
  if (text.text == NULL)
    return TRUE;
  out = g_string_sized_new (text.length + 1);
  at = text.text;
  end = at + text.length;
  while (at < end && (!first_only || at == text.text))
    {
      gunichar c = g_utf8_get_char (at);

      g_string_append_unichar (out, first_only && c > 0xffff ? c : change_case (c, upper));
      at = g_utf8_next_char (at);
    }
  g_string_append_len (out, at, end - at);
  expression_value_set_string (result, out->str, (gssize) out->len);
  return TRUE;
}
