/* source-parser-message.c: what is wrong with a text that is not well-formed, and what to do
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-parser-private.h"

#include <glib/gi18n-lib.h>
#include <libxml/xmlerror.h>
#include <string.h>

static const char *
shown (const char *text)
{
  return text != NULL ? text : "";
}

/* What goes wrong without a name; NULL if it is none of these */
static const char *
find_plain_message (int code)
{
  switch (code)
    {
    case XML_ERR_DOCUMENT_EMPTY:
      return _ ("this is not XML: a start tag is expected here");
    case XML_ERR_DOCUMENT_END:
      return _ ("the root element ended before this; remove what follows it");
    case XML_ERR_ENTITYREF_SEMICOL_MISSING:
      return _ ("a reference lacks its semicolon; a lone & is written as &amp;");
    case XML_ERR_ATTRIBUTE_NOT_STARTED:
      return _ ("the value of an attribute is not in quotes; put quotes around it");
    case XML_ERR_ATTRIBUTE_NOT_FINISHED:
      return _ ("the value of an attribute has no quote at its end; add it");
    case XML_ERR_LT_IN_ATTRIBUTE:
      return _ ("a < stands in the value of an attribute; end the value before it, or write &lt;");
    case XML_ERR_SPACE_REQUIRED:
      return _ ("white space is missing here; part the attributes with a space");
    case XML_ERR_RESERVED_XML_NAME:
      return _ ("the XML declaration must be the first in the file; remove what stands before it");
    case XML_ERR_COMMENT_NOT_FINISHED:
      return _ ("a comment is never closed; end it with -->");
    case XML_ERR_CDATA_NOT_FINISHED:
      return _ ("a CDATA section is never closed; end it with ]]>");
    case XML_ERR_MISPLACED_CDATA_END:
      return _ ("]]> cannot stand in a text; write ]]&gt;");
    case XML_ERR_GT_REQUIRED:
      return _ ("a tag is not closed; end it with >");
    default:
      return NULL;
    }
}

static char *
name_attribute (const xmlError *problem)
{
  return problem->str2 != NULL ? g_strconcat (problem->str1, ":", problem->str2, NULL)
                               : g_strdup (shown (problem->str1));
}

/*
 * _source_parser_message:
 * @problem: what the parser tells
 * @wrapper: (nullable): the name of an element around the text that is none of the person's
 *
 * Returns: (transfer full): the same in our words, with what to do
 */
char *
_source_parser_message (const xmlError *problem, const char *wrapper)
{
  const char *name = shown (problem->str1);
  const char *plain = find_plain_message (problem->code);
  gboolean wrapped = wrapper != NULL && strcmp (name, wrapper) == 0;
  g_autofree char *attribute = NULL;
  g_autofree char *raw = NULL;

  if (plain != NULL)
    return g_strdup (plain);
  switch (problem->code)
    {
    case XML_ERR_TAG_NAME_MISMATCH:
      if (wrapped)
        return g_strdup_printf (_ ("the end tag </%s> has no start tag; remove it"),
                                shown (problem->str2));
      return g_strdup_printf (_ ("the end tag </%s> does not belong to <%s> in line %d; close that "
                                 "one first with </%s>"),
                              shown (problem->str2), name, problem->int1, name);
    case XML_ERR_TAG_NOT_FINISHED:
      return g_strdup_printf (_ ("<%s> in line %d is never closed; add </%s>"), name,
                              problem->int1, name);
    case XML_ERR_UNDECLARED_ENTITY:
    case XML_WAR_UNDECLARED_ENTITY:
      return g_strdup_printf (_ ("the reference &%s; is not known to XML; write the character itself"),
                              name);
    case XML_ERR_NAME_REQUIRED:
      if (strstr (shown (problem->message), "EntityRef") != NULL)
        return g_strdup (_ ("a lone & cannot stand here; write &amp;"));
      return g_strdup (_ ("no name follows the <; a lone < is written as &lt;"));
    case XML_ERR_ATTRIBUTE_REDEFINED:
      attribute = name_attribute (problem);
      return g_strdup_printf (_ ("the attribute %s is given twice; remove one of them"), attribute);
    case XML_NS_ERR_ATTRIBUTE_REDEFINED:
      return g_strdup_printf (_ ("the attribute %s is given twice; remove one of them"), name);
    case XML_ERR_ATTRIBUTE_WITHOUT_VALUE:
      return g_strdup_printf (_ ("the attribute %s has no value; give it one or remove it"), name);
    case XML_ERR_INVALID_CHAR:
      return g_strdup_printf (_ ("the character U+%04X cannot stand in XML; remove it"),
                              (guint) problem->int1);
    case XML_NS_ERR_UNDEFINED_NAMESPACE:
      return g_strdup_printf (_ ("the prefix %s is not declared; declare it with xmlns:%s"), name,
                              name);
    default:
      raw = g_strstrip (g_strdup (shown (problem->message)));
      return *raw != '\0' ? g_steal_pointer (&raw) : g_strdup (_ ("not well-formed"));
    }
}
