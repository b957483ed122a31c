/* source-fragment.c: an element to be inserted, described without its layout
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-edit-private.h"
#include "engine/source/source-fragment-private.h"

#include <string.h>

typedef struct
{
  char *namespace_uri;
  char *prefix;
  char *name;
  char *value;
} FragmentAttribute;

struct _SourceFragment
{
  char *namespace_uri; /* NULL: none */
  char *prefix;        /* the preferred one */
  char *name;
  char *text;
  GArray *attributes;  /* of FragmentAttribute */
  GPtrArray *children; /* of SourceFragment */
};

static void
clear_attribute (gpointer data)
{
  FragmentAttribute *attribute = data;

  g_free (attribute->namespace_uri);
  g_free (attribute->prefix);
  g_free (attribute->name);
  g_free (attribute->value);
}

/**
 * source_fragment_new:
 * @namespace_uri: (nullable): %NULL for no namespace
 * @prefix: (nullable): the prefix to declare if the file does not know the namespace; %NULL or ""
 *   if any will do
 * @name: the local name
 *
 * Returns: (transfer full): an element without attributes and content
 */
SourceFragment *
source_fragment_new (const char *namespace_uri, const char *prefix, const char *name)
{
  SourceFragment *self = g_new0 (SourceFragment, 1);

  self->namespace_uri = g_strdup (namespace_uri);
  self->prefix = g_strdup (prefix);
  self->name = g_strdup (name);
  self->attributes = g_array_new (FALSE, FALSE, sizeof (FragmentAttribute));
  g_array_set_clear_func (self->attributes, clear_attribute);
  self->children = g_ptr_array_new_with_free_func ((GDestroyNotify) source_fragment_free);
  return self;
}

/**
 * source_fragment_free:
 * @self: (transfer full): an element made by source_fragment_new()
 *
 * Frees it with all that was added to it.
 */
void
source_fragment_free (SourceFragment *self)
{
  g_free (self->namespace_uri);
  g_free (self->prefix);
  g_free (self->name);
  g_free (self->text);
  g_array_unref (self->attributes);
  g_ptr_array_unref (self->children);
  g_free (self);
}

/**
 * source_fragment_set_attribute:
 * @namespace_uri: (nullable): %NULL for an attribute without prefix
 * @prefix: (nullable): the prefix to declare if the file does not know the namespace
 * @name: the local name
 * @value: (nullable): the value; %NULL takes the attribute away
 *
 * Attributes are written in the order they were first set.
 */
void
source_fragment_set_attribute (SourceFragment *self, const char *namespace_uri, const char *prefix,
                               const char *name, const char *value)
{
  FragmentAttribute new;

  for (guint i = 0; i < self->attributes->len; i++)
    {
      FragmentAttribute *old = &g_array_index (self->attributes, FragmentAttribute, i);

      if (strcmp (old->name, name) != 0 || g_strcmp0 (old->namespace_uri, namespace_uri) != 0)
        continue;
      if (value == NULL)
        {
          g_array_remove_index (self->attributes, i);
          return;
        }
      g_free (old->value);
      old->value = g_strdup (value);
      return;
    }
  if (value == NULL)
    return;
  new.namespace_uri = g_strdup (namespace_uri);
  new.prefix = g_strdup (prefix);
  new.name = g_strdup (name);
  new.value = g_strdup (value);
  g_array_append_val (self->attributes, new);
}

/**
 * source_fragment_add:
 * @namespace_uri: (nullable): %NULL for no namespace
 * @prefix: (nullable): the prefix to declare if the file does not know the namespace
 * @name: the local name
 *
 * Returns: (transfer none): a new last child
 */
SourceFragment *
source_fragment_add (SourceFragment *self, const char *namespace_uri, const char *prefix,
                     const char *name)
{
  SourceFragment *child = source_fragment_new (namespace_uri, prefix, name);

  g_ptr_array_add (self->children, child);
  return child;
}

/**
 * source_fragment_add_text_element:
 * @namespace_uri: (nullable): %NULL for no namespace
 * @prefix: (nullable): the prefix to declare if the file does not know the namespace
 * @name: the local name
 * @text: (nullable): its text
 *
 * Returns: (transfer none): a new last child that holds the text
 */
SourceFragment *
source_fragment_add_text_element (SourceFragment *self, const char *namespace_uri,
                                  const char *prefix, const char *name, const char *text)
{
  SourceFragment *child = source_fragment_add (self, namespace_uri, prefix, name);

  source_fragment_set_text (child, text);
  return child;
}

/**
 * source_fragment_set_text:
 * @text: (nullable): the text that stands before the children, with "\n" as line end
 *
 * An element with both text and children is written on one line.
 */
void
source_fragment_set_text (SourceFragment *self, const char *text)
{
  g_free (self->text);
  self->text = g_strdup (text);
}

/*
 * Returns: whether all names and texts can stand in the document
 */
gboolean
_source_fragment_check (const SourceFragment *self, SourceDocument *document, GError **error)
{
  if (!_source_edit_check_name (document, self->name, error) ||
      (self->text != NULL && !_source_check_characters (self->text, error)) ||
      (self->prefix != NULL && *self->prefix != '\0' &&
       !_source_edit_check_name (document, self->prefix, error)))
    return FALSE;
  for (guint i = 0; i < self->attributes->len; i++)
    {
      const FragmentAttribute *attribute = &g_array_index (self->attributes, FragmentAttribute, i);

      if (!_source_edit_check_name (document, attribute->name, error) ||
          !_source_check_characters (attribute->value, error) ||
          (attribute->prefix != NULL && *attribute->prefix != '\0' &&
           !_source_edit_check_name (document, attribute->prefix, error)))
        return FALSE;
    }
  for (guint i = 0; i < self->children->len; i++)
    if (!_source_fragment_check (self->children->pdata[i], document, error))
      return FALSE;
  return TRUE;
}

/*
 * Declares at the root what the place does not know yet.
 */
void
_source_fragment_declare (const SourceFragment *self, SourceDocument *document, SourceNode *parent)
{
  if (self->namespace_uri != NULL && source_node_lookup_prefix (parent, self->namespace_uri) == NULL)
    _source_edit_declare (document, parent, self->namespace_uri, self->prefix);
  for (guint i = 0; i < self->attributes->len; i++)
    {
      const FragmentAttribute *attribute = &g_array_index (self->attributes, FragmentAttribute, i);

      if (attribute->namespace_uri != NULL &&
          _source_node_lookup_attribute_prefix (parent, attribute->namespace_uri) == NULL)
        _source_edit_declare (document, parent, attribute->namespace_uri, attribute->prefix);
    }
  for (guint i = 0; i < self->children->len; i++)
    _source_fragment_declare (self->children->pdata[i], document, parent);
}

typedef struct
{
  GString *text;
  const SourceNode *parent;
  const char *unit;
  const char *line_end;
  const char *empty_space; /* before "/>" */
  char quote;
} Writer;

static void
write_value (Writer *writer, const char *value)
{
  g_string_append_c (writer->text, writer->quote);
  _source_escape_value (writer->text, value, writer->quote);
  g_string_append_c (writer->text, writer->quote);
}

static void
write_attributes (Writer *writer, const SourceFragment *self)
{
  for (guint i = 0; i < self->attributes->len; i++)
    {
      const FragmentAttribute *attribute = &g_array_index (self->attributes, FragmentAttribute, i);

      g_string_append_c (writer->text, ' ');
      if (attribute->namespace_uri != NULL)
        g_string_append_printf (
            writer->text, "%s:",
            _source_node_lookup_attribute_prefix (writer->parent, attribute->namespace_uri));
      g_string_append_printf (writer->text, "%s=", attribute->name);
      write_value (writer, attribute->value);
    }
}

/* The name with its prefix. @undeclared: the default namespace was taken away by an ancestor */
static char *
write_name (Writer *writer, const SourceFragment *self, gboolean undeclared)
{
  const char *prefix = NULL;

  if (self->namespace_uri != NULL)
    prefix = undeclared
                 ? _source_node_lookup_attribute_prefix (writer->parent, self->namespace_uri)
                 : source_node_lookup_prefix (writer->parent, self->namespace_uri);
  if (prefix == NULL || *prefix == '\0')
    return g_strdup (self->name);
  return g_strconcat (prefix, ":", self->name, NULL);
}

/* @lead: (nullable): line break and indentation of this element; NULL: all on one line */
static void
write_fragment (Writer *writer, const SourceFragment *self, const char *lead, gboolean undeclared)
{
  g_autofree char *name = write_name (writer, self, undeclared);
  g_autofree char *inner =
      lead != NULL && self->text == NULL ? g_strconcat (lead, writer->unit, NULL) : NULL;

  g_string_append_printf (writer->text, "<%s", name);
  if (self->namespace_uri == NULL && !undeclared &&
      source_node_lookup_namespace (writer->parent, NULL) != NULL)
    {
      g_string_append (writer->text, " xmlns=");
      write_value (writer, "");
      undeclared = TRUE;
    }
  else if (self->namespace_uri != NULL && undeclared && strchr (name, ':') == NULL)
    {
      g_string_append (writer->text, " xmlns=");
      write_value (writer, self->namespace_uri);
      undeclared = FALSE;
    }
  write_attributes (writer, self);
  if (self->text == NULL && self->children->len == 0)
    {
      g_string_append_printf (writer->text, "%s/>", writer->empty_space);
      return;
    }
  g_string_append_c (writer->text, '>');
  if (self->text != NULL)
    _source_escape_text (writer->text, self->text, writer->line_end);
  for (guint i = 0; i < self->children->len; i++)
    {
      if (inner != NULL)
        g_string_append (writer->text, inner);
      write_fragment (writer, self->children->pdata[i], inner, undeclared);
    }
  if (inner != NULL)
    g_string_append (writer->text, lead);
  g_string_append_printf (writer->text, "</%s>", name);
}

/*
 * _source_fragment_write:
 * @parent: where it will stand; knows all namespaces
 * @lead: (nullable): line break and indentation of the place; %NULL writes all on one line
 * @unit: one level of indentation
 * @line_end: the line end in texts
 *
 * Returns: (transfer full): the fragment as XML, without @lead before it
 */
char *
_source_fragment_write (const SourceFragment *self, const SourceNode *parent, const char *lead,
                        const char *unit, const char *line_end)
{
  Writer writer = { g_string_new (NULL),
                    parent,
                    unit,
                    line_end,
                    _source_habit_empty_space (parent),
                    _source_habit_child_quote (parent) };

  write_fragment (&writer, self, lead, FALSE);
  return g_string_free (writer.text, FALSE);
}
