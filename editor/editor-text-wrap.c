/* editor-text-wrap.c: breaks a text into lines by the measures of a face
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-text-wrap.h"

#include <string.h>

#define MIN_PART 2      /* letters of a broken word on either side */
#define MAX_SYLLABLE 7  /* how far back a syllable's beginning is looked for */
#define SLACK (1.0 / PANGO_SCALE)

/* One paragraph, letter by letter. */
typedef struct
{
  EditorTextFace *face;
  const char *text; /* of all paragraphs */
  guint n;          /* letters */
  gunichar *letters;
  guint *bytes;     /* n + 1: where each letter begins in the text */
  double *edges;    /* n + 1: left edges; the last is the end of the paragraph */
  PangoLogAttr *attrs; /* n + 1 */
} Paragraph;

double
editor_text_measure (EditorTextFace *face, const char *text, gsize length)
{
  double width = 0;
  gunichar before = 0;

  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      width += editor_text_face_get_step (face, before, c);
      before = c;
    }
  return before != 0 ? width + editor_text_face_get_advance (face, before) : 0;
}

/* Width of the letters from @first up to @end, without white space at the end. */
static double
get_width (const Paragraph *p, guint first, guint end)
{
  while (end > first && g_unichar_isspace (p->letters[end - 1]))
    end--;
  if (end == first)
    return 0;
  return p->edges[end - 1] - p->edges[first]
         + editor_text_face_get_advance (p->face, p->letters[end - 1]);
}

static gboolean
is_vowel (gunichar c)
{
  static const char vowels[] = "aeiouyæøåäöüáàâéèêëíóòôúœ";

  return g_utf8_strchr (vowels, -1, g_unichar_tolower (c)) != NULL;
}

/* Whether the two consonants are spoken as one, at the beginning of a syllable: "kl" of "klær". */
static gboolean
is_cluster (gunichar a, gunichar b)
{
  static const char pairs[] = "bl br dr fl fr gl gr kl kr kn kv pl pr tr";
  char pair[3] = { 0 };

  if (a > 0x7F || b > 0x7F)
    return FALSE;
  pair[0] = g_ascii_tolower ((char) a);
  pair[1] = g_ascii_tolower ((char) b);
  return strstr (pairs, pair) != NULL;
}

/* A syllable of most European languages begins with the one consonant before its vowel, or with
 * the few that belong together. */
static gboolean
begins_syllable (const Paragraph *p, guint at)
{
  const gunichar *c = p->letters + at;

  if (at + 1 >= p->n || at == 0 || !g_unichar_isalpha (c[0]) || is_vowel (c[0]))
    return FALSE;
  if (is_vowel (c[1]))
    return !is_cluster (c[-1], c[0]);
  return at + 2 < p->n && is_cluster (c[0], c[1]) && is_vowel (c[2]);
}

/* How many letters of the word stand on either side of @at, at least as many as are asked about. */
static gboolean
leaves_parts (const Paragraph *p, guint first, guint at)
{
  if (at < first + MIN_PART || at + MIN_PART > p->n)
    return FALSE;
  for (guint i = at - MIN_PART; i < at + MIN_PART; i++)
    if (!g_unichar_isalpha (p->letters[i]))
      return FALSE;
  return TRUE;
}

/* Where a word wider than the line is broken: before a syllable if one begins near the edge. */
static guint
break_word (const Paragraph *p, guint first, guint end, double max_width, gboolean *hyphen)
{
  double hyphen_width = editor_text_face_get_advance (p->face, '-');
  guint last = first + 1;

  for (guint at = first + 1; at < end; at++)
    {
      double width = get_width (p, first, at);

      if (width + (p->attrs[at].break_inserts_hyphen ? hyphen_width : 0) > max_width + SLACK)
        break;
      if (p->attrs[at].is_char_break)
        last = at;
    }
  for (guint at = last; at > first && at + MAX_SYLLABLE > last; at--)
    if (p->attrs[at].is_char_break && leaves_parts (p, first, at) && begins_syllable (p, at))
      {
        last = at;
        break;
      }
  *hyphen = p->attrs[last].break_inserts_hyphen;
  return last;
}

static void
add_span (const Paragraph *p, guint first, guint end, gboolean hyphen, GArray *spans)
{
  EditorTextSpan span = { .start = p->bytes[first],
                          .length = p->bytes[end] - p->bytes[first],
                          .hyphen = hyphen,
                          .width = get_width (p, first, end) };

  if (hyphen)
    span.width += editor_text_face_get_advance (p->face, '-');
  g_array_append_val (spans, span);
}

static void
wrap_paragraph (Paragraph *p, double max_width, GArray *spans)
{
  guint first = 0;

  if (max_width <= 0 || get_width (p, 0, p->n) <= max_width + SLACK)
    {
      add_span (p, 0, p->n, FALSE, spans);
      return;
    }
  p->attrs = g_new0 (PangoLogAttr, p->n + 1);
  pango_get_log_attrs (p->text + p->bytes[0], (int) (p->bytes[p->n] - p->bytes[0]), -1,
                       pango_language_from_string ("nb"), p->attrs, (int) p->n + 1);
  while (first < p->n)
    {
      guint end = first, next;
      gboolean hyphen = FALSE;

      for (next = first + 1; next <= p->n; next++)
        {
          if (next < p->n && !p->attrs[next].is_line_break)
            continue;
          if (get_width (p, first, next) > max_width + SLACK)
            break;
          end = next;
        }
      if (end == first)
        end = break_word (p, first, MIN (next, p->n), max_width, &hyphen);
      add_span (p, first, end, hyphen, spans);
      first = end;
    }
  g_free (p->attrs);
}

/**
 * editor_text_wrap:
 * @face: a face that covers the text
 * @text: the text
 * @max_width: of a line; 0 or less breaks at line ends only
 * @spans: (element-type EditorTextSpan): where the lines are added
 *
 * Breaks at white space and where Unicode allows it (UAX #14, by pango); a word that is wider than
 * a line is broken inside.
 */
void
editor_text_wrap (EditorTextFace *face, const char *text, double max_width, GArray *spans)
{
  gsize length = strlen (text);
  g_autofree gunichar *letters = g_new (gunichar, length + 1);
  g_autofree guint *bytes = g_new (guint, length + 1);
  g_autofree double *edges = g_new (double, length + 1);
  const char *at = text;

  for (;;)
    {
      Paragraph p = { .face = face, .text = text, .letters = letters, .bytes = bytes,
                      .edges = edges };
      gunichar before = 0;
      double edge = 0;

      for (; *at != '\0' && *at != '\n'; at = g_utf8_next_char (at))
        {
          gunichar c = g_utf8_get_char (at);

          edge += editor_text_face_get_step (face, before, c);
          letters[p.n] = before = c;
          bytes[p.n] = (guint) (at - text);
          edges[p.n++] = edge;
        }
      bytes[p.n] = (guint) (at - text);
      edges[p.n] = p.n > 0 ? edge + editor_text_face_get_advance (face, before) : 0;
      wrap_paragraph (&p, max_width, spans);
      if (*at == '\0')
        return;
      at++;
    }
}
