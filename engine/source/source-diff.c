/* source-diff.c: the difference of two texts, line by line
 *
 * The greedy algorithm of Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), on what
 * is left between the common beginning and end.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-diff.h"

#include <string.h>

#define CONTEXT 3
#define MAX_EDITS 2000 /* beyond it the middle counts as replaced: memory grows with the square */

typedef struct
{
  const char *text;
  gsize length; /* with its line end */
} Line;

typedef struct
{
  GArray *old_lines;
  GArray *new_lines;
  GByteArray *script; /* of ' ', '-' and '+' */
} Diff;

static GArray *
split (const char *text)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (Line));

  while (*text != '\0')
    {
      const char *end = strchr (text, '\n');
      Line line = { text, end != NULL ? (gsize) (end + 1 - text) : strlen (text) };

      g_array_append_val (lines, line);
      text += line.length;
    }
  return lines;
}

static gboolean
same (const Diff *self, guint i, guint j)
{
  const Line *a = &g_array_index (self->old_lines, Line, i);
  const Line *b = &g_array_index (self->new_lines, Line, j);

  return a->length == b->length && memcmp (a->text, b->text, a->length) == 0;
}

static void
emit (Diff *self, guint8 operation, guint n)
{
  for (; n > 0; n--)
    g_byte_array_append (self->script, &operation, 1);
}

/* Walks the stored fronts back from the end; gives the operations in reverse. */
static void
trace_back (Diff *self, GPtrArray *fronts, int n, int m)
{
  g_autoptr (GByteArray) reverse = g_byte_array_new ();
  int x = n, y = m;

  for (int d = (int) fronts->len - 1; d >= 0; d--)
    {
      const int *front = fronts->pdata[d]; /* before step d; index k + d + 1 */
      int k = x - y;
      gboolean down = k == -d || (k != d && front[k - 1 + d + 1] < front[k + 1 + d + 1]);
      int previous_k = down ? k + 1 : k - 1;
      int previous_x = d > 0 ? front[previous_k + d + 1] : 0;
      int previous_y = previous_x - previous_k;

      if (d == 0)
        previous_x = previous_y = 0;
      while (x > previous_x && y > previous_y && (d > 0 || x > 0))
        {
          g_byte_array_append (reverse, (const guint8 *) " ", 1);
          x--;
          y--;
        }
      if (d == 0)
        break;
      g_byte_array_append (reverse, (const guint8 *) (down ? "+" : "-"), 1);
      x = previous_x;
      y = previous_y;
    }
  for (guint i = reverse->len; i > 0; i--)
    emit (self, reverse->data[i - 1], 1);
}

/* Compares old lines from @a on, n of them, with new ones from @b on, m of them. */
static void
compare (Diff *self, guint a, guint b, int n, int m)
{
  g_autoptr (GPtrArray) fronts = g_ptr_array_new_with_free_func (g_free);
  int limit = MIN (n + m, MAX_EDITS);
  g_autofree int *front = g_new0 (int, 2 * (gsize) limit + 3);

  for (int d = 0; d <= limit; d++)
    {
      /* Keep what step d starts from, for the way back. */
      g_ptr_array_add (fronts, g_memdup2 (&front[limit + 1 - d - 1],
                                          (2 * (gsize) d + 3) * sizeof (int)));
      for (int k = -d; k <= d; k += 2)
        {
          gboolean down = k == -d || (k != d && front[limit + 1 + k - 1] < front[limit + 1 + k + 1]);
          int x = down ? front[limit + 1 + k + 1] : front[limit + 1 + k - 1] + 1;
          int y = x - k;

          if (d == 0)
            x = y = 0;
          while (x < n && y < m && same (self, a + (guint) x, b + (guint) y))
            x++, y++;
          front[limit + 1 + k] = x;
          if (x >= n && y >= m)
            {
              trace_back (self, fronts, n, m);
              return;
            }
        }
    }
  emit (self, '-', (guint) n);
  emit (self, '+', (guint) m);
}

static void
append_line (GString *text, char mark, const Line *line)
{
  g_string_append_c (text, mark);
  g_string_append_len (text, line->text, (gssize) line->length);
  if (line->text[line->length - 1] != '\n')
    g_string_append (text, "\n\\ No newline at end of file\n");
}

static void
append_range (GString *text, char mark, guint start, guint count)
{
  /* An empty range names the line before it. */
  g_string_append_printf (text, " %c%u", mark, count > 0 ? start + 1 : start);
  if (count != 1)
    g_string_append_printf (text, ",%u", count);
}

/* Writes the operations from @from up to @to; i and j: the lines at @from */
static void
append_hunk (const Diff *self, GString *text, guint from, guint to, guint i, guint j)
{
  guint n_old = 0, n_new = 0;

  for (guint s = from; s < to; s++)
    {
      n_old += self->script->data[s] != '+';
      n_new += self->script->data[s] != '-';
    }
  g_string_append (text, "@@");
  append_range (text, '-', i, n_old);
  append_range (text, '+', j, n_new);
  g_string_append (text, " @@\n");
  for (guint s = from; s < to; s++)
    {
      char operation = (char) self->script->data[s];

      append_line (text, operation,
                   operation == '+' ? &g_array_index (self->new_lines, Line, j)
                                    : &g_array_index (self->old_lines, Line, i));
      i += operation != '+';
      j += operation != '-';
    }
}

static void
append_hunks (const Diff *self, GString *text)
{
  const guint8 *script = self->script->data;
  guint n = self->script->len;
  guint i = 0, j = 0; /* the lines at s */
  guint s = 0;

  while (s < n)
    {
      guint from, to, kept;

      if (script[s] == ' ')
        {
          s++, i++, j++;
          continue;
        }
      from = s - MIN (s, CONTEXT);
      while (from < s && script[from] != ' ')
        from++;
      /* A hunk goes on while changes are near each other. */
      for (to = s, kept = 0; to < n && kept <= 2 * CONTEXT; to++)
        kept = script[to] == ' ' ? kept + 1 : 0;
      to -= kept > CONTEXT ? kept - CONTEXT : 0;
      append_hunk (self, text, from, to, i - (s - from), j - (s - from));
      for (; s < to; s++)
        {
          i += script[s] != '+';
          j += script[s] != '-';
        }
    }
}

/**
 * source_diff_unified:
 * @old_text: a text
 * @new_text: another
 * @old_name: (nullable): what the first is called; %NULL: it does not exist
 * @new_name: (nullable): what the second is called; %NULL: it does not exist
 *
 * Returns: (transfer full): the difference as `diff -u` writes it, without dates; "" if there is
 *   none
 */
char *
source_diff_unified (const char *old_text, const char *new_text, const char *old_name,
                     const char *new_name)
{
  Diff self = { split (old_text), split (new_text), g_byte_array_new () };
  guint n = self.old_lines->len, m = self.new_lines->len;
  guint start = 0, end = 0;
  GString *text = g_string_new (NULL);

  while (start < MIN (n, m) && same (&self, start, start))
    start++;
  while (end < MIN (n, m) - start && same (&self, n - 1 - end, m - 1 - end))
    end++;
  if (start < n || start < m)
    {
      emit (&self, ' ', start);
      compare (&self, start, start, (int) (n - start - end), (int) (m - start - end));
      emit (&self, ' ', end);
      g_string_append_printf (text, "--- %s\n+++ %s\n", old_name != NULL ? old_name : "/dev/null",
                              new_name != NULL ? new_name : "/dev/null");
      append_hunks (&self, text);
    }
  g_array_unref (self.old_lines);
  g_array_unref (self.new_lines);
  g_byte_array_unref (self.script);
  return g_string_free (text, FALSE);
}
