/* source-parser-message.c: what is wrong with a text that is not well-formed, and what to do
 *
 * All errors are covered that libxml2 2.9.14 can raise without a document type; none of its own
 * words are shown.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-parser-private.h"
#include "engine/source/source-scan-private.h"

#include <glib/gi18n-lib.h>
#include <libxml/chvalid.h> /* xmlIsCharQ() */
#include <libxml/xmlerror.h>
#include <string.h>

#define MAX_MESSAGE 600 /* bytes */

/* What goes wrong without a name */
static const struct
{
  int code;
  const char *text;
} plain[] = {
  { XML_ERR_DOCUMENT_END, N_ ("the root element ended before this; remove what follows it") },
  { XML_ERR_INVALID_DEC_CHARREF,
    N_ ("a reference to a character is not finished; write it as &#65; or &#x41;") },
  { XML_ERR_INVALID_HEX_CHARREF,
    N_ ("a reference to a character is not finished; write it as &#65; or &#x41;") },
  { XML_ERR_ENTITYREF_SEMICOL_MISSING,
    N_ ("a reference lacks its semicolon; a lone & is written as &amp;") },
  { XML_ERR_ATTRIBUTE_NOT_STARTED,
    N_ ("the value of an attribute is not in quotes; put quotes around it") },
  { XML_ERR_ATTRIBUTE_NOT_FINISHED,
    N_ ("the value of an attribute has no quote at its end; add it") },
  { XML_ERR_LT_IN_ATTRIBUTE,
    N_ ("a < stands in the value of an attribute; end the value before it, or write &lt;") },
  { XML_ERR_RESERVED_XML_NAME,
    N_ ("the XML declaration must be the first in the file; remove what stands before it") },
  { XML_ERR_PI_NOT_STARTED, N_ ("a name must follow the <? of a processing instruction") },
  { XML_ERR_PI_NOT_FINISHED, N_ ("a processing instruction is never closed; end it with ?>") },
  { XML_ERR_COMMENT_NOT_FINISHED, N_ ("a comment is never closed; end it with -->") },
  { XML_ERR_HYPHEN_IN_COMMENT,
    N_ ("two hyphens cannot stand in a comment, nor one before its end; remove one or part them") },
  { XML_ERR_CDATA_NOT_FINISHED, N_ ("a CDATA section is never closed; end it with ]]>") },
  { XML_ERR_MISPLACED_CDATA_END, N_ ("]]> cannot stand in a text; write ]]&gt;") },
  { XML_ERR_GT_REQUIRED, N_ ("a tag is not closed; end it with >") },
};

static const char *
find_plain (int code)
{
  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    if (plain[i].code == code)
      return _ (plain[i].text);
  return NULL;
}

static const char *
shown (const char *text)
{
  return text != NULL ? text : "";
}

static gboolean
is_in (const SourceMishap *mishap, const char *construct)
{
  return mishap->construct != NULL && g_str_has_prefix (mishap->construct, construct);
}

static gboolean
is_declaration (const SourceMishap *mishap)
{
  const char *start = mishap->construct;

  return start == mishap->text && g_ascii_strncasecmp (start, "<?xml", 5) == 0;
}

/* Some errors are told by the parser as if something had no end. */
static gboolean
is_too_long (const xmlError *problem)
{
  const char *message = shown (problem->message);

  return problem->code == XML_ERR_NAME_TOO_LONG || strstr (message, "too long") != NULL ||
         strstr (message, "too big") != NULL || strstr (message, "Huge") != NULL;
}

static char *
name_character (const xmlError *problem, const SourceMishap *mishap)
{
  gunichar c = mishap->at < mishap->end
                   ? g_utf8_get_char_validated (mishap->at, mishap->end - mishap->at)
                   : ' ';

  if (c != (gunichar) -1 && c != (gunichar) -2 && !xmlIsCharQ (c))
    return g_strdup_printf (_ ("the character U+%04X cannot stand in XML; remove it"), c);
  if (problem->code != XML_ERR_INVALID_CHAR)
    return NULL;
  /* &#; and &#x; */
  if (problem->int1 == 0 && mishap->at - mishap->text > 2 && !g_ascii_isdigit (mishap->at[-2]))
    return g_strdup (find_plain (XML_ERR_INVALID_DEC_CHARREF));
  return g_strdup_printf (_ ("the character U+%04X cannot stand in XML; remove it"),
                          (guint) problem->int1);
}

/* A name was expected. */
static const char *
find_nameless (const xmlError *problem, const SourceMishap *mishap)
{
  if (strstr (shown (problem->message), "EntityRef") != NULL)
    return _ ("a lone & cannot stand here; write &amp;");
  if (strstr (shown (problem->message), "xmlParsePI") != NULL)
    return find_plain (XML_ERR_PI_NOT_STARTED);
  if (is_in (mishap, "</"))
    return _ ("an end tag stands before any start tag; remove it");
  if (is_in (mishap, "<![CDATA["))
    return _ ("a CDATA section must stand in an element; remove it");
  if (is_in (mishap, "<!"))
    return _ ("<! begins only comments and CDATA sections; write &lt;! for the characters");
  if (mishap->construct == NULL || mishap->at <= mishap->construct + 1)
    return _ ("no name follows the <; a lone < is written as &lt;");
  if (mishap->at == mishap->end || *mishap->at == '/' || *mishap->at == '<')
    return find_plain (XML_ERR_GT_REQUIRED);
  return _ ("an attribute or the end of the tag is expected here");
}

/* White space was expected. */
static const char *
find_spaceless (const SourceMishap *mishap)
{
  if (is_in (mishap, "<?") && mishap->at == mishap->end)
    return find_plain (XML_ERR_PI_NOT_FINISHED);
  if (is_in (mishap, "<?"))
    return _ ("white space is missing behind the name of a processing instruction");
  if (mishap->at == mishap->end || *mishap->at == '<')
    return find_plain (XML_ERR_GT_REQUIRED);
  return _ ("white space is missing here; part the attributes with a space");
}

static char *
name_end_tag (const xmlError *problem, const SourceMishap *mishap)
{
  const char *start = shown (problem->str1);
  const char *end = shown (problem->str2);

  if (mishap->wrapper != NULL && strcmp (start, mishap->wrapper) == 0)
    return g_strdup_printf (_ ("the end tag </%s> has no start tag; remove it"), end);
  if (mishap->wrapper != NULL && strcmp (end, mishap->wrapper) == 0)
    return g_strdup_printf (_ ("<%s> in line %d is never closed; add </%s>"), start, problem->int1,
                            start);
  /* What the parser calls an end tag without name */
  if (strcmp (end, "unparsable") == 0 && !is_in (mishap, "</unparsable"))
    return g_strdup_printf (_ ("an end tag has no name; write </%s>"), start);
  return g_strdup_printf (_ ("the end tag </%s> does not belong to <%s> in line %d; close that one "
                             "first with </%s>"),
                          end, start, problem->int1, start);
}

static char *
name_attribute (const xmlError *problem)
{
  /* A name in a namespace comes with its URI, another one with the rest of itself. */
  gboolean prefixed = problem->domain != XML_FROM_NAMESPACE && problem->str2 != NULL;
  g_autofree char *name =
      g_strconcat (shown (problem->str1), prefixed ? ":" : "", prefixed ? problem->str2 : "", NULL);

  return g_strdup_printf (_ ("the attribute %s is given twice; remove one of them"), name);
}

static char *
name_declaration (const xmlError *problem)
{
  if (strstr (shown (problem->message), "Empty") != NULL)
    return g_strdup_printf (_ ("the prefix %s is declared without a namespace; name one"),
                            shown (problem->str1));
  return g_strdup (_ ("the prefixes xml and xmlns and their namespaces are fixed; remove this "
                      "declaration"));
}

/* The name that has no or too many colons, as far as the parser read it */
static char *
name_qualified (const xmlError *problem)
{
  const char *start = strchr (shown (problem->message), '\'');
  const char *end = start != NULL ? strrchr (start, '\'') : NULL;
  g_autofree char *name = end > start ? g_strndup (start + 1, (gsize) (end - start - 1)) : g_strdup ("");

  return g_strdup_printf (_ ("“%s…” is not a name; write NAME or PREFIX:NAME"), name);
}

static char *
name_by_code (const xmlError *problem, const SourceMishap *mishap)
{
  const char *name = shown (problem->str1);

  switch (problem->code)
    {
    case XML_ERR_DOCUMENT_EMPTY:
      return g_strdup (mishap->at == mishap->end
                           ? _ ("the root element is missing; the file may have been cut off")
                           : _ ("this is not XML: a start tag is expected here"));
    case XML_ERR_NAME_REQUIRED:
      return g_strdup (find_nameless (problem, mishap));
    case XML_ERR_SPACE_REQUIRED:
      return g_strdup (find_spaceless (mishap));
    case XML_ERR_TAG_NAME_MISMATCH:
      return name_end_tag (problem, mishap);
    case XML_ERR_TAG_NOT_FINISHED:
      return g_strdup_printf (_ ("<%s> in line %d is never closed; add </%s>"), name,
                              problem->int1, name);
    case XML_ERR_UNDECLARED_ENTITY:
    case XML_WAR_UNDECLARED_ENTITY:
      return g_strdup_printf (_ ("the reference &%s; is not known to XML; write the character itself"),
                              name);
    case XML_ERR_ATTRIBUTE_REDEFINED:
    case XML_NS_ERR_ATTRIBUTE_REDEFINED:
      return name_attribute (problem);
    case XML_ERR_ATTRIBUTE_WITHOUT_VALUE:
      return g_strdup_printf (_ ("the attribute %s has no value; give it one or remove it"), name);
    case XML_NS_ERR_UNDEFINED_NAMESPACE:
      return g_strdup_printf (_ ("the prefix %s is not declared; declare it with xmlns:%s"), name,
                              name);
    case XML_NS_ERR_QNAME:
      return name_qualified (problem);
    case XML_NS_ERR_XML_NAMESPACE:
    case XML_NS_ERR_EMPTY:
      return name_declaration (problem);
    case XML_NS_ERR_COLON:
      return g_strdup_printf (_ ("the name of an instruction has no colon; rename %s"), name);
    default:
      return g_strdup (_ ("not well-formed"));
    }
}

/* Names may be very long. */
static char *
clip (char *message)
{
  if (strlen (message) > MAX_MESSAGE)
    {
      *g_utf8_find_prev_char (message, message + MAX_MESSAGE - 3) = '\0';
      strcat (message, "…");
    }
  return message;
}

/*
 * _source_parser_message:
 * @problem: what the parser tells
 *
 * Returns: (transfer full): the same in our words, with what to do
 */
char *
_source_parser_message (const xmlError *problem, const SourceMishap *mishap)
{
  const char *text;
  char *character;

  if (is_too_long (problem))
    return g_strdup (_ ("this is too long to be read: a name may have 50 000 bytes, a value, section or "
                        "instruction 10 000 000"));
  character = name_character (problem, mishap);
  if (character != NULL)
    return character;
  if (is_declaration (mishap))
    return g_strdup (_ ("the XML declaration is not written as it must be; write <?xml "
                        "version=\"1.0\" encoding=\"UTF-8\"?>"));
  text = find_plain (problem->code);
  return text != NULL ? g_strdup (text) : clip (name_by_code (problem, mishap));
}
