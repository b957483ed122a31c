/* expression-date.c: dates: comparing and formatting them
 *
 * What is accepted and how it is shown are facts: runtime 5.2 and 5.4.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/expression/expression-private.h"

#include <string.h>
#include <unicode/udat.h>
#include <unicode/ustring.h>

#define MAX_OFFSET (14 * 60) /* minutes */
#define TICKS_PER_SECOND 10000000
#define TICKS_PER_DAY (24 * 60 * 60 * (gint64) TICKS_PER_SECOND)

typedef struct
{
  gboolean is_set;
  gboolean has_zone;
  int offset;   /* of the zone, in minutes */
  gint64 ticks; /* local time since 0001-01-01, in .NET's units of 100 ns */
} Moment;

/* A moment in parts, as it is shown. */
typedef struct
{
  int year, month, day, weekday; /* weekday from Sunday, 0 */
  int hour, minute, second, fraction;
} Parts;

static gboolean
is_leap (int year)
{
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int
days_in_month (int year, int month)
{
  static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  return days[month - 1] + (month == 2 && is_leap (year));
}

static gint64
days_before_year (int year)
{
  gint64 past = year - 1;

  return past * 365 + past / 4 - past / 100 + past / 400;
}

/* Follows a pattern in which 0 is a digit and anything else itself. */
static gboolean
match (const char **at, const char *pattern)
{
  for (gsize i = 0; pattern[i] != '\0'; i++)
    if (pattern[i] == '0' ? !g_ascii_isdigit ((*at)[i]) : (*at)[i] != pattern[i])
      return FALSE;
  *at += strlen (pattern);
  return TRUE;
}

static int
two_digits (const char *text)
{
  return (text[0] - '0') * 10 + (text[1] - '0');
}

typedef struct
{
  const char *time;     /* HH:mm, or NULL */
  const char *second;   /* ss, or NULL */
  const char *fraction; /* its digits, or NULL */
  gsize n_fraction;
  const char *zone; /* Z or +HH:mm, or NULL */
} Recognised;

static gboolean
recognise_time (const char **at, Recognised *found)
{
  found->time = *at + 1;
  (*at)++;
  if (!match (at, "00:00"))
    return FALSE;
  if (**at == ':')
    {
      found->second = *at + 1;
      if (!match (at, ":00"))
        return FALSE;
      if (**at == '.')
        {
          found->fraction = ++*at;
          while (g_ascii_isdigit (**at))
            (*at)++;
          found->n_fraction = (gsize) (*at - found->fraction);
          if (found->n_fraction < 1 || found->n_fraction > 9)
            return FALSE;
        }
    }
  if (**at == 'Z' || **at == 'z')
    {
      found->zone = (*at)++;
    }
  else if (**at == '+' || **at == '-')
    {
      found->zone = *at;
      return match (at, **at == '+' ? "+00:00" : "-00:00");
    }
  return TRUE;
}

/* yyyy-MM-dd, then perhaps a time with or without seconds and zone. A last line feed is passed
 * over, as the end of a .NET pattern does. */
static gboolean
recognise (const char *text, gsize length, Recognised *found)
{
  const char *at = text;

  memset (found, 0, sizeof *found);
  if (!match (&at, "0000-00-00"))
    return FALSE;
  if (*at == ' ' || *at == 'T' || *at == 't')
    {
      if (!recognise_time (&at, found))
        return FALSE;
    }
  if (*at == '\n')
    at++;
  return at == text + length;
}

/* Ticks of a fraction; more digits than seven are rounded. */
static gint64
fraction_ticks (const Recognised *found)
{
  gint64 ticks = 0;

  for (gsize i = 0; i < 7; i++)
    ticks = ticks * 10 + (i < found->n_fraction ? found->fraction[i] - '0' : 0);
  if (found->n_fraction > 7 && found->fraction[7] >= '5')
    ticks++;
  return ticks;
}

/* The calendar: FALSE for what does not exist. */
static gboolean
compute (const char *text, const Recognised *found, Moment *moment)
{
  int year = two_digits (text) * 100 + two_digits (text + 2);
  int month = two_digits (text + 5);
  int day = two_digits (text + 8);
  int hour = found->time != NULL ? two_digits (found->time) : 0;
  int minute = found->time != NULL ? two_digits (found->time + 3) : 0;
  int second = found->second != NULL ? two_digits (found->second) : 0;
  gint64 days;

  if (year < 1 || month < 1 || month > 12 || day < 1 || day > days_in_month (year, month) ||
      hour > 23 || minute > 59 || second > 59)
    return FALSE;
  days = days_before_year (year) + day - 1;
  for (int i = 1; i < month; i++)
    days += days_in_month (year, i);
  moment->ticks = days * TICKS_PER_DAY +
                  ((gint64) (hour * 60 + minute) * 60 + second) * TICKS_PER_SECOND +
                  fraction_ticks (found);
  moment->has_zone = found->zone != NULL;
  if (found->zone != NULL && *found->zone != 'Z' && *found->zone != 'z')
    {
      int minutes = two_digits (found->zone + 4);

      moment->offset = two_digits (found->zone + 1) * 60 + minutes;
      if (minutes > 59 || moment->offset > MAX_OFFSET)
        return FALSE;
      if (*found->zone == '-')
        moment->offset = -moment->offset;
    }
  return TRUE;
}

static gint64
instant (const Moment *moment)
{
  return moment->ticks - moment->offset * (gint64) 60 * TICKS_PER_SECOND;
}

static gboolean
in_range (gint64 ticks)
{
  return ticks >= 0 && ticks < days_before_year (10000) * TICKS_PER_DAY;
}

static gboolean
is_blank (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_isspace (g_utf8_get_char (text)))
      return FALSE;
  return TRUE;
}

static gboolean
parse (const ExpressionValue *value, Moment *moment, GError **error)
{
  g_autofree char *json = NULL;
  Recognised found;

  memset (moment, 0, sizeof *moment);
  if (value->type == EXPRESSION_VALUE_NULL)
    return TRUE;
  if (value->type != EXPRESSION_VALUE_STRING)
    {
      json = expression_value_to_json (value);
      return expression_fail (error,
                              "Date expressions only accept strings or null, got %s of type %s",
                              json, expression_kind_name (value));
    }
  if (is_blank (value->string.text))
    return TRUE;
  if (!recognise (value->string.text, value->string.length, &found))
    return expression_fail (error, "Unable to parse date \"%s\": Unknown format",
                            value->string.text);
  if (!compute (value->string.text, &found, moment) || !in_range (moment->ticks) ||
      !in_range (instant (moment)))
    return expression_fail (
        error, "Unable to parse date \"%s\": Format was recognized, but the date/time is invalid",
        value->string.text);
  moment->is_set = TRUE;
  return TRUE;
}

gboolean
expression_is_date_operator (const char *operator)
{
  static const char *const operators[] = {
    "isBefore", "isBeforeEq", "isAfter", "isAfterEq", "isSameDay", NULL,
  };

  return g_strv_contains (operators, operator);
}

/* The runtime names the operator only where it compares days. */
static gboolean
fail_compare (GError **error,
              const ExpressionValue *a,
              const char *
              operator,
              const ExpressionValue * b,
              const char *message)
{
  ExpressionValue arguments[3] = { *a, *b };
  guint n = 2;

  if (operator!= NULL)
    {
      arguments[n++] = *b;
      memset (&arguments[1], 0, sizeof arguments[1]);
      expression_value_borrow_string (&arguments[1], operator);
    }
  return expression_fail_with_arguments (error, "compare", arguments, n, "%s", message);
}

static gboolean
same_day (const ExpressionValue *a,
          const Moment *first,
          const ExpressionValue *b,
          const Moment *second,
          gboolean *result,
          GError **error)
{
  if (first->has_zone != second->has_zone)
    return fail_compare (error, a, "isSameDay", b,
                         "Can not compare timestamps where only one specify timezone");
  if (first->offset != second->offset)
    return fail_compare (
        error, a, "isSameDay", b,
        "Can not figure out if timestamps in different timezones are in the same day");
  *result = first->ticks / TICKS_PER_DAY == second->ticks / TICKS_PER_DAY;
  return TRUE;
}

/* One of the operators expression_is_date_operator() knows. A missing date is in no order. */
gboolean
expression_compare_dates (const ExpressionValue *a,
                          const char *
                          operator,
                          const ExpressionValue * b,
                          gboolean *result,
                          GError **error)
{
  Moment first, second;
  gint64 difference;

  *result = FALSE;
  if (!parse (a, &first, error) || !parse (b, &second, error))
    return FALSE;
  if (!first.is_set || !second.is_set)
    return TRUE;
  if (strcmp (operator, "isSameDay") == 0)
    return same_day (a, &first, b, &second, result, error);
  if (first.has_zone != second.has_zone)
    return fail_compare (
        error, a, NULL, b,
        "Can not compare timestamps with timezone info against timestamps withou timezone info");
  difference = instant (&first) - instant (&second);
  if (strcmp (operator, "isBefore") == 0)
    *result = difference < 0;
  else if (strcmp (operator, "isBeforeEq") == 0)
    *result = difference <= 0;
  else if (strcmp (operator, "isAfter") == 0)
    *result = difference > 0;
  else
    *result = difference >= 0;
  return TRUE;
}

static Parts
take_apart (gint64 ticks)
{
  gint64 days = ticks / TICKS_PER_DAY;
  gint64 rest = ticks % TICKS_PER_DAY;
  Parts parts = { .weekday = (int) ((days + 1) % 7) }; /* 0001-01-01 was a Monday */

  parts.year = (int) (days * 400 / 146097) + 1;
  while (days_before_year (parts.year) > days)
    parts.year--;
  while (days_before_year (parts.year + 1) <= days)
    parts.year++;
  days -= days_before_year (parts.year);
  parts.month = 1;
  while (days >= days_in_month (parts.year, parts.month))
    days -= days_in_month (parts.year, parts.month++);
  parts.day = (int) days + 1;
  parts.fraction = (int) (rest % TICKS_PER_SECOND);
  rest /= TICKS_PER_SECOND;
  parts.second = (int) (rest % 60);
  parts.minute = (int) (rest / 60 % 60);
  parts.hour = (int) (rest / 3600);
  return parts;
}

/* The names that differ by language. */
typedef struct
{
  const char *language; /* NULL ends the table */
  const char *days[7];  /* from Sunday */
  const char *months[12];
  const char *era;
  const char *long_era;
  const char *narrow_era;
} Names;

static const Names all_names[] = {
  { "nb",
    { "søndag", "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag" },
    { "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober",
      "november", "desember" },
    "e.Kr.",
    "etter Kristus",
    "e.Kr." },
  { "nn",
    { "søndag", "måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag" },
    { "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober",
      "november", "desember" },
    "e.Kr.",
    "etter Kristus",
    "e.Kr." },
  { "en",
    { "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday" },
    { "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December" },
    "AD",
    "Anno Domini",
    "A" },
  { NULL },
};

static const Names *
find_names (const char *language)
{
  for (gsize i = 0; all_names[i].language != NULL; i++)
    if (strcmp (all_names[i].language, language) == 0)
      return &all_names[i];
  return NULL;
}

/* The first three letters. */
static void
append_short (GString *out, const char *name)
{
  g_string_append_len (out, name, g_utf8_offset_to_pointer (name, 3) - name);
}

/* A name in a language that is not in our table, from ICU. */
static void
append_symbol (GString *out, const char *language, UDateFormatSymbolType type, int index)
{
  UErrorCode status = U_ZERO_ERROR;
  UDateFormat *format = udat_open (UDAT_DEFAULT, UDAT_DEFAULT, language, NULL, 0, NULL, 0, &status);
  UChar units[100];
  char text[300];
  int32_t length = 0;

  if (U_FAILURE (status))
    return;
  udat_getSymbols (format, type, index, units, G_N_ELEMENTS (units), &status);
  udat_close (format);
  u_strToUTF8WithSub (text, sizeof text, &length, units, -1, 0xfffd, NULL, &status);
  if (U_SUCCESS (status))
    g_string_append_len (out, text, length);
}

static void
append_month (GString *out, const char *language, int month, gboolean full)
{
  const Names *names = find_names (language);

  if (names == NULL)
    append_symbol (out, language, full ? UDAT_MONTHS : UDAT_SHORT_MONTHS, month - 1);
  else if (full)
    g_string_append (out, names->months[month - 1]);
  else
    append_short (out, names->months[month - 1]);
}

/* @letters: how many E there are; 5 show one capital letter. */
static void
append_day (GString *out, const char *language, int weekday, gsize letters)
{
  const Names *names = find_names (language);
  g_autoptr (GString) name = g_string_new (NULL);

  if (names == NULL)
    append_symbol (name, language, letters == 4 ? UDAT_WEEKDAYS : UDAT_SHORT_WEEKDAYS, weekday + 1);
  else if (letters == 4)
    g_string_append (name, names->days[weekday]);
  else
    append_short (name, names->days[weekday]);
  while (letters != 4 && name->len > 0 && name->str[name->len - 1] == '.')
    g_string_truncate (name, name->len - 1);
  if (letters != 5)
    g_string_append (out, name->str);
  else if (name->len > 0)
    g_string_append_unichar (out, g_unichar_toupper (g_utf8_get_char (name->str)));
}

static void
append_era (GString *out, const char *language, gsize letters)
{
  const Names *names = find_names (language);

  if (letters == 4)
    g_string_append (out, names != NULL ? names->long_era : "Anno Domini");
  else if (names == NULL)
    append_symbol (out, language, UDAT_ERAS, 1);
  else
    g_string_append (out, letters == 5 ? names->narrow_era : names->era);
}

/* @letters 1: without any leading zero, which makes nothing of 0 (as the app does); else at least
 * @width digits. */
static void
append_number (GString *out, int number, gsize letters, int width)
{
  if (letters > 1)
    g_string_append_printf (out, "%0*d", width, number);
  else if (number != 0)
    g_string_append_printf (out, "%d", number);
}

static void
append_year (GString *out, char letter, int year, gsize letters)
{
  if (letters == 2 && letter == 'y')
    append_number (out, year % 100, 2, 2);
  else
    append_number (out, year, letters, letters == 3 && letter == 'u' ? 3 : 4);
}

static void
append_am_pm (GString *out, const char *language, int hour)
{
  gboolean norwegian = strcmp (language, "nb") == 0 || strcmp (language, "nn") == 0;

  if (hour <= 12) /* noon too: that is how the app has it */
    g_string_append (out, norwegian ? "a.m." : "AM");
  else
    g_string_append (out, norwegian ? "p.m." : "PM");
}

static void
append_fraction (GString *out, int fraction, gsize letters)
{
  char digits[8];

  g_snprintf (digits, sizeof digits, "%07d", fraction);
  g_string_append_len (out, digits, (gssize) letters);
}

/* Appends what a run of the same letter stands for; FALSE if it is no token. */
static gboolean
append_token (GString *out, char letter, gsize letters, const Parts *parts, const char *language)
{
  static const char tokens[] = "GyuMdEahHmsS";
  static const gsize longest[] = { 5, 4, 4, 4, 2, 5, 1, 2, 2, 2, 2, 3 };
  const char *token = letter != '\0' ? strchr (tokens, letter) : NULL;

  if (token == NULL || letters > longest[token - tokens])
    return FALSE;
  switch (letter)
    {
    case 'G':
      append_era (out, language, letters);
      break;
    case 'y':
    case 'u':
      append_year (out, letter, parts->year, letters);
      break;
    case 'M':
      if (letters > 2)
        append_month (out, language, parts->month, letters == 4);
      else
        append_number (out, parts->month, letters, 2);
      break;
    case 'd':
      append_number (out, parts->day, letters, 2);
      break;
    case 'E':
      append_day (out, language, parts->weekday, letters);
      break;
    case 'a':
      append_am_pm (out, language, parts->hour);
      break;
    case 'h':
      append_number (out, (parts->hour + 11) % 12 + 1, letters, 2);
      break;
    case 'H':
      append_number (out, parts->hour, letters, 2);
      break;
    case 'm':
      append_number (out, parts->minute, letters, 2);
      break;
    case 's':
      append_number (out, parts->second, letters, 2);
      break;
    case 'S':
    default:
      append_fraction (out, parts->fraction, letters);
      break;
    }
  return TRUE;
}

static char *
format (const Parts *parts, const char *pattern, const char *language)
{
  GString *out = g_string_new (NULL);

  while (*pattern != '\0')
    {
      gsize run = strspn (pattern, (char[]){ *pattern, '\0' });

      if (!append_token (out, *pattern, run, parts, language))
        g_string_append_len (out, pattern, (gssize) run);
      pattern += run;
    }
  return g_string_free (out, FALSE);
}

static const char *
default_pattern (const char *language)
{
  return strcmp (language, "nb") == 0 || strcmp (language, "nn") == 0 ? "dd.MM.yyyy" : "M/d/yy";
}

EXPRESSION_IMPLEMENTATION (format_date)
{
  const char *language = context->language != NULL ? context->language : "nb";
  g_auto (ExpressionText) pattern = { 0 };
  Moment moment;
  Parts parts;

  if (n_arguments < 1 || n_arguments > 2)
    return expression_fail (error, "Expected 1-2 argument(s), got %u", n_arguments);
  if (!parse (&arguments[0], &moment, error))
    return FALSE;
  if (!moment.is_set)
    return TRUE;
  if (n_arguments == 2)
    expression_text_init (&pattern, &arguments[1]);
  parts =
      take_apart (moment.has_zone && context->convert_to_utc ? instant (&moment) : moment.ticks);
  expression_value_take_string (
      result,
      format (&parts, pattern.length > 0 ? pattern.text : default_pattern (language), language));
  return TRUE;
}
