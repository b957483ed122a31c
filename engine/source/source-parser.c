/* source-parser.c: from text to a concrete tree
 *
 * libxml2 is the judge of what is well-formed; where things stand is told by the place it has
 * reached at each start tag and by the bytes themselves. No xmlDoc is built.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-memory-private.h"
#include "engine/source/source-node.h"
#include "engine/source/source-parser-private.h"
#include "engine/source/source-scan-private.h"

#include <glib/gi18n-lib.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#define NAME_CACHE_SIZE 256
#define STRING_CACHE_SIZE 16
#define MIN_BYTES_FOR_PARTS (256 * 1024) /* a smaller text is read before a thread has begun */

/* Names of the parser are interned by it: its pointers tell names apart. */
typedef struct
{
  const xmlChar *local;
  const xmlChar *prefix;
  const xmlChar *namespace_uri;
  const SourceName *name;
} NameCacheEntry;

typedef struct
{
  const xmlChar *string;
  const char *interned;
} StringCacheEntry;

typedef struct
{
  SourceTree *tree;
  xmlParserCtxtPtr context;
  const char *text;
  const char *end;
  const char *done;     /* what stands before is in the tree */
  const char *lead;     /* where the white space before the next node begins */
  SourceNode *top;      /* of kind SOURCE_NODE_DOCUMENT */
  SourceNode *current;  /* the innermost open element */
  const char *wrapper;  /* fragments: the end of the wrapping element's start tag */
  const SourceSpan *root_tag; /* second part: the root's start tag, which is read before the text */
  gboolean is_first_part;
  gboolean was_cut; /* a first part ended as it should: within the root, between two children */
  guint depth;
  guint8 n_declared[SOURCE_MAX_DEPTH + 2]; /* namespaces, by depth */
  guint n_namespaces;
  NameCacheEntry names[NAME_CACHE_SIZE];
  StringCacheEntry strings[STRING_CACHE_SIZE]; /* prefixes and namespaces */

  int error_code; /* -1: none */
  char *message;
  gsize error_offset;
} Parser;

/*
 * _source_text_next_line:
 *
 * Returns: (nullable): behind the next "\n", "\r\n" or lone "\r"; %NULL in the last line
 */
const char *
_source_text_next_line (const char *text, const char *end)
{
  while (text < end && *text != '\n' && *text != '\r')
    text++;
  if (text == end)
    return NULL;
  return text + (*text == '\r' && text + 1 < end && text[1] == '\n' ? 2 : 1);
}

/*
 * _source_text_locate:
 * @line: (out) (optional): counted from 1
 * @column: (out) (optional): in characters, counted from 1
 */
void
_source_text_locate (const char *text, gsize offset, guint *line, guint *column)
{
  const char *at = text + offset;
  const char *start = text;
  const char *next;
  guint n = 1;

  while ((next = _source_text_next_line (start, at)) != NULL)
    {
      if (next == at && at[-1] == '\r' && *at == '\n')
        break; /* between the two of one line end */
      n++;
      start = next;
    }
  if (line != NULL)
    *line = n;
  if (column != NULL)
    *column = (guint) g_utf8_strlen (start, at - start) + 1;
}

static gsize
parser_offset (Parser *self)
{
  xmlParserInputPtr input = self->context->input;
  gsize offset;

  if (input == NULL)
    return 0;
  offset = input->consumed + (gsize) (input->cur - input->base);
  return MIN (offset, (gsize) (self->end - self->text));
}

/* Remembers the first error and stops the parser. */
static void
parser_fail (Parser *self, SourceError code, gsize offset, char *message)
{
  if (self->error_code >= 0)
    {
      g_free (message);
      return;
    }
  self->error_code = (int) code;
  self->error_offset = offset;
  self->message = message;
  xmlStopParser (self->context);
}

static SourceNode *
parser_add (Parser *self, SourceNodeKind kind, const char *start, const char *end)
{
  SourceNode *node = _source_tree_add_node (self->tree, kind);

  node->lead = self->lead;
  node->lead_length = (guint32) (start - self->lead);
  node->tag = start;
  node->tag_length = (guint32) (end - start);
  node->length = (guint32) (end - self->lead);
  node->tail = end;
  _source_node_append (self->current, node);
  self->lead = self->done = end;
  return node;
}

static void
parser_add_construct (Parser *self, const char *start, const char *end)
{
  SourceNodeKind kind = SOURCE_NODE_COMMENT;
  SourceNode *node;

  if (start[1] == '?')
    kind = SOURCE_NODE_PI;
  else if (start[2] == '[')
    kind = SOURCE_NODE_CDATA;
  node = parser_add (self, kind, start, end);
  if (kind == SOURCE_NODE_PI)
    {
      g_autofree char *target = g_strndup (start + 2, strcspn (start + 2, " \t\r\n?"));

      node->name = _source_tree_add_name (self->tree, target, NULL, NULL);
    }
}

/*
 * Adds what stands between the last tag and the next one.
 *
 * Returns: the "<" of that tag, or the end of the text
 */
static const char *
parser_add_gap (Parser *self)
{
  for (;;)
    {
      const char *start = memchr (self->done, '<', (gsize) (self->end - self->done));
      const char *end;

      if (start == NULL)
        start = self->end;
      if (start > self->done && !_source_scan_blank (self->done, (gsize) (start - self->done)))
        parser_add (self, SOURCE_NODE_TEXT, self->done, start);
      if (start == self->end)
        return start;
      end = _source_scan_construct_end (start, self->end);
      if (end == NULL)
        return start;
      parser_add_construct (self, start, end);
    }
}

/* A file has few prefixes and namespaces, and the table of interned strings is everybody's. */
static const char *
parser_intern (Parser *self, const xmlChar *string)
{
  StringCacheEntry *entry = &self->strings[(GPOINTER_TO_SIZE (string) >> 3) % STRING_CACHE_SIZE];

  if (string == NULL)
    return NULL;
  if (entry->string != string)
    {
      entry->string = string;
      entry->interned = g_intern_string ((const char *) string);
    }
  return entry->interned;
}

static const SourceName *
parser_name (Parser *self, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
  gsize slot = ((GPOINTER_TO_SIZE (local) >> 3) ^ (GPOINTER_TO_SIZE (prefix) >> 5) ^
                (GPOINTER_TO_SIZE (uri) >> 4)) %
               NAME_CACHE_SIZE;
  NameCacheEntry *entry = &self->names[slot];

  if (entry->name == NULL || entry->local != local || entry->prefix != prefix ||
      entry->namespace_uri != uri)
    {
      entry->local = local;
      entry->prefix = prefix;
      entry->namespace_uri = uri;
      entry->name =
          _source_tree_add_interned_name (self->tree, g_intern_string ((const char *) local),
                                          parser_intern (self, prefix), parser_intern (self, uri));
    }
  return entry->name;
}

/* Room for one more element with so many declarations and attributes? */
static gboolean
parser_check_limits (Parser *self, int n_namespaces, int n_attributes)
{
  gsize offset = (gsize) (self->done - self->text);

  if (self->depth >= SOURCE_MAX_DEPTH)
    {
      parser_fail (self, SOURCE_ERROR_TOO_LARGE, offset,
                   g_strdup_printf (_ ("elements are nested deeper than %d levels"),
                                    SOURCE_MAX_DEPTH));
      return FALSE;
    }
  if (n_attributes + n_namespaces > SOURCE_MAX_ATTRIBUTES)
    {
      parser_fail (self, SOURCE_ERROR_TOO_LARGE, offset,
                   g_strdup_printf (_ ("an element has more than %d attributes"),
                                    SOURCE_MAX_ATTRIBUTES));
      return FALSE;
    }
  if (self->n_namespaces + (guint) n_namespaces > SOURCE_MAX_NAMESPACES)
    {
      parser_fail (self, SOURCE_ERROR_TOO_LARGE, offset,
                   g_strdup_printf (_ ("more than %d namespaces are declared"),
                                    SOURCE_MAX_NAMESPACES));
      return FALSE;
    }
  return TRUE;
}

static void
parser_open (Parser *self, SourceNode *node, const SourceName *name, int n_namespaces)
{
  node->name = name;
  node->declares = n_namespaces > 0;
  self->current = node;
  self->depth++;
  self->n_declared[self->depth] = (guint8) MIN (n_namespaces, 255);
  self->n_namespaces += self->n_declared[self->depth];
}

/* The root of a second part: its start tag stands elsewhere. */
static void
parser_open_root (Parser *self, const SourceName *name, int n_namespaces)
{
  SourceNode *root = parser_add (self, SOURCE_NODE_ELEMENT, self->done, self->done);

  root->tag = self->root_tag->text;
  root->tag_length = self->root_tag->length;
  parser_open (self, root, name, n_namespaces);
}

static void
start_element (void *data, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri,
               int n_namespaces, const xmlChar **namespaces, int n_attributes, int n_defaulted,
               const xmlChar **attributes)
{
  Parser *self = data;
  const char *start;
  const char *end = self->text + parser_offset (self);
  SourceNode *node;

  if (self->error_code >= 0)
    return;
  if (self->wrapper != NULL && self->done < self->wrapper)
    {
      /* The start tag of the wrapper of a fragment */
      self->done = self->lead = self->wrapper;
      return;
    }
  if (self->root_tag != NULL && self->depth == 0)
    {
      parser_open_root (self, parser_name (self, local, prefix, uri), n_namespaces);
      return;
    }
  start = parser_add_gap (self);
  if (!parser_check_limits (self, n_namespaces, n_attributes))
    return;
  end += end < self->end && *end == '/' ? 2 : 1;
  node = parser_add (self, SOURCE_NODE_ELEMENT, start, MIN (end, self->end));
  parser_open (self, node, parser_name (self, local, prefix, uri), n_namespaces);
}

static void
end_element (void *data, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
  Parser *self = data;
  SourceNode *node = self->current;

  if (self->error_code >= 0)
    return;
  if (node == self->top)
    {
      /* The end tag of the wrapper of a fragment */
      const char *start = parser_add_gap (self);

      node->tail = self->lead;
      node->tail_length = (guint32) (start - self->lead);
      self->done = self->lead = self->end;
      return;
    }
  if (node->tag_length < 2 || node->tag[node->tag_length - 2] != '/')
    {
      const char *start = parser_add_gap (self);
      const char *close = memchr (start, '>', (gsize) (self->end - start));

      node->tail = self->lead;
      self->done = close != NULL ? close + 1 : self->end;
      node->tail_length = (guint32) (self->done - node->tail);
    }
  else
    {
      node->tail = self->done;
    }
  node->length = (guint32) (self->done - node->lead);
  self->lead = self->done;
  self->current = node->parent;
  self->n_namespaces -= self->n_declared[self->depth];
  self->depth--;
}

static void
internal_subset (void *data, const xmlChar *name, const xmlChar *external_id,
                 const xmlChar *system_id)
{
  Parser *self = data;
  const char *start = memmem (self->done, (gsize) (self->end - self->done), "<!DOCTYPE", 9);

  parser_fail (self, SOURCE_ERROR_DOCTYPE,
               start != NULL ? (gsize) (start - self->text) : parser_offset (self),
               g_strdup (_ ("document type declarations (DOCTYPE) are not allowed; the app refuses "
                            "them too")));
}

/* Returns: (nullable): the "<" of the tag, comment, section or instruction that @at stands in */
static const char *
parser_construct_at (Parser *self, const char *at)
{
  const char *found = NULL;
  const char *start = self->done;
  const char *declared = self->text + self->top->tag_length;

  /* One that is cut off ends with the file. */
  if (at < declared || (at > self->text && at == declared && at == self->end && at[-1] != '>'))
    return self->text;
  /* The parser stops behind a "<" that nothing can begin with. */
  while (start <= at && (start = memchr (start, '<', (gsize) (self->end - start))) != NULL &&
         start <= at)
    {
      const char *end = _source_scan_construct_end (start, self->end);

      found = start;
      start = end != NULL && end <= at ? end : start + 1;
    }
  return found;
}

static void
structured_error (void *data, xmlErrorPtr problem)
{
  Parser *self = data;
  gsize offset = parser_offset (self);
  SourceMishap mishap = { self->text, self->end, self->text + offset };

  if (problem == NULL || problem->level < XML_ERR_ERROR || self->error_code >= 0)
    return;
  /* Every text may name a namespace, also one that is no URI. */
  if (problem->code == XML_WAR_NS_URI || problem->code == XML_WAR_NS_URI_RELATIVE)
    return;
  if (self->is_first_part && problem->code == XML_ERR_TAG_NOT_FINISHED && self->depth == 1
      && mishap.at == self->end)
    {
      self->was_cut = TRUE;
      return;
    }
  if (self->is_first_part || self->root_tag != NULL)
    {
      /* The whole is read again to say what is wrong. */
      parser_fail (self, SOURCE_ERROR_MALFORMED, 0, NULL);
      return;
    }
  mishap.construct = parser_construct_at (self, mishap.at);
  mishap.wrapper = self->wrapper != NULL ? "w" : NULL;
  if (mishap.construct != NULL && g_str_has_prefix (mishap.construct, "<!DOCTYPE"))
    {
      internal_subset (self, NULL, NULL, NULL);
      return;
    }
  /* Told at the end of the start tag; a person looks for its beginning. */
  if (problem->domain == XML_FROM_NAMESPACE && mishap.construct != NULL)
    offset = (gsize) (mishap.construct - self->text);
  parser_fail (self,
               problem->code == XML_ERR_NO_MEMORY ? SOURCE_ERROR_TOO_LARGE : SOURCE_ERROR_MALFORMED,
               offset, _source_parser_message (problem, &mishap));
}

/* The parser compares every attribute of a tag with every other: bound them before it starts. */
static gboolean
parser_check_tags (Parser *self)
{
  const char *at = memchr (self->done, '<', (gsize) (self->end - self->done));

  while (at != NULL)
    {
      const char *next = memchr (at + 1, '<', (gsize) (self->end - at - 1));
      const char *end = next != NULL ? next : self->end;

      if (end - at > 4 * SOURCE_MAX_ATTRIBUTES && at[1] != '!' && at[1] != '?' && at[1] != '/' &&
          _source_scan_count_attributes (at, end) > SOURCE_MAX_ATTRIBUTES)
        {
          self->done = at;
          return parser_check_limits (self, 0, SOURCE_MAX_ATTRIBUTES + 1);
        }
      at = next;
    }
  return TRUE;
}

/* Takes the XML declaration, which becomes the tag of the topmost node, and looks at its version. */
static void
parser_take_declaration (Parser *self)
{
  gsize length = (gsize) (self->end - self->text);
  const char *version;
  const char *end;

  if (length < 6 || memcmp (self->text, "<?xml", 5) != 0 || strchr (" \t\r\n", self->text[5]) == NULL)
    return;
  end = _source_scan_construct_end (self->text, self->end);
  self->top->tag_length = (guint32) (end - self->text);
  self->done = self->lead = end;
  version = memmem (self->text, (gsize) (end - self->text), "version", 7);
  if (version == NULL)
    return; /* the parser says so */
  version += 7 + strspn (version + 7, " \t\r\n=");
  if (strncmp (version, "\"1.0\"", 5) != 0 && strncmp (version, "'1.0'", 5) != 0)
    parser_fail (self, SOURCE_ERROR_MALFORMED, (gsize) (version - self->text),
                 g_strdup (_ ("only XML version 1.0 can be read")));
}

static void
parser_start (Parser *self, SourceTree *tree, const char *text, gsize length)
{
  self->tree = tree;
  self->text = self->done = self->lead = text;
  self->end = text + length;
  self->error_code = -1;
  self->top = self->current = _source_tree_add_node (tree, SOURCE_NODE_DOCUMENT);
  self->top->tag = text;
  xmlInitParser ();
  self->context = xmlNewParserCtxt ();
  xmlCtxtUseOptions (self->context, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_BIG_LINES);
  memset (self->context->sax, 0, sizeof *self->context->sax);
  self->context->sax->initialized = XML_SAX2_MAGIC;
  self->context->sax->startElementNs = start_element;
  self->context->sax->endElementNs = end_element;
  self->context->sax->internalSubset = internal_subset;
  self->context->sax->serror = structured_error;
  self->context->userData = self;
  inputPush (self->context, xmlNewStringInputStream (self->context, (const xmlChar *) text));
}

/* Returns: whether the text is well-formed; the tree then covers all of it */
static gboolean
parser_run (Parser *self)
{
  if (self->error_code < 0 && parser_check_tags (self))
    {
      xmlParseDocument (self->context);
      if (self->error_code < 0 && !self->context->wellFormed && !self->was_cut)
        parser_fail (self, SOURCE_ERROR_MALFORMED, parser_offset (self),
                     g_strdup (_ ("not well-formed")));
    }
  xmlFreeParserCtxt (self->context);
  return self->error_code < 0;
}

static void
part_finish (SourcePart *part, Parser *self)
{
  /* What stands behind the last tag. */
  parser_add_gap (self);
  part->top = self->top;
  part->rest = self->lead;
  part->root = self->top->first;
  while (part->root->kind != SOURCE_NODE_ELEMENT)
    part->root = part->root->next;
}

/*
 * _source_parse_first_part:
 * @part: (inout): its tree is there
 * @text: as of _source_parse_document(), with a NUL at @length
 *
 * Returns: whether the text is well-formed so far and ends between children of its root
 */
gboolean
_source_parse_first_part (SourcePart *part, const char *text, gsize length)
{
  g_autofree Parser *self = g_new0 (Parser, 1);
  gboolean done;

  parser_start (self, part->tree, text, length);
  self->is_first_part = TRUE;
  parser_take_declaration (self);
  done = parser_run (self) && self->was_cut;
  if (done)
    part_finish (part, self);
  g_free (self->message);
  /* White space behind a text, which may end with ">", is part of it. */
  return done && (part->root->last == NULL || part->root->last->kind != SOURCE_NODE_TEXT);
}

/*
 * _source_parse_second_part:
 * @part: (inout): its tree is there
 * @text: as of _source_parse_document(), the whole
 * @cut: where the part begins, between two children of the root
 *
 * Returns: whether the text from @cut on is well-formed behind the root's start tag
 */
gboolean
_source_parse_second_part (SourcePart *part, const char *text, gsize length, gsize cut,
                           const char *root_tag, gsize root_tag_length)
{
  g_autofree Parser *self = g_new0 (Parser, 1);
  SourceSpan tag = { root_tag, (guint32) root_tag_length };
  gsize size = root_tag_length + length - cut;
  g_autofree char *joined = _source_memory_try_new (size + 1);
  gboolean done;

  if (joined == NULL)
    return FALSE;
  memcpy (joined, root_tag, root_tag_length);
  memcpy (joined + root_tag_length, text + cut, length - cut);
  joined[size] = '\0';
  parser_start (self, part->tree, joined, size);
  /* What the parser reads stands elsewhere; all nodes are to point to the text. */
  self->text = text + cut - root_tag_length;
  self->done = self->lead = text + cut;
  self->end = text + length;
  self->root_tag = &tag;
  done = parser_run (self);
  if (done)
    part_finish (part, self);
  g_free (self->message);
  return done;
}

static gboolean
begins_with_mark (const char *text)
{
  return g_str_has_prefix (text, "\357\273\277");
}

/*
 * _source_parse_document:
 * @text: decoded, NUL-terminated, without byte order mark, living as long as the tree; nobody else
 *   reads it meanwhile, and it may be written to, for a byte of it is another one for a while
 * @name: the name of the file, for messages
 *
 * Returns: (transfer none): the node above the root, or %NULL with @error
 */
SourceNode *
_source_parse_document (SourceTree *tree, const char *text, gsize length, const char *name,
                        GError **error)
{
  SourceNode *top = NULL;

  if (length >= MIN_BYTES_FOR_PARTS && g_get_num_processors () > 1 && !begins_with_mark (text))
    top = _source_parse_in_parts (tree, text, length);
  return top != NULL ? top : _source_parse_whole (tree, text, length, name, error);
}

/*
 * _source_parse_whole:
 *
 * As _source_parse_document(), in one piece and in this thread.
 */
SourceNode *
_source_parse_whole (SourceTree *tree, const char *text, gsize length, const char *name,
                     GError **error)
{
  g_autofree Parser *self = g_new0 (Parser, 1);
  SourceNode *top;

  parser_start (self, tree, text, length);
  top = self->top;
  if (begins_with_mark (text))
    parser_fail (self, SOURCE_ERROR_MALFORMED, 0, g_strdup (_ ("a second byte order mark")));
  parser_take_declaration (self);
  if (!parser_run (self))
    {
      char *foreign = _source_foreign_message (text, length, &self->error_offset);
      guint line, column;

      if (foreign != NULL)
        {
          g_free (self->message);
          self->message = foreign;
        }
      _source_text_locate (text, self->error_offset, &line, &column);
      g_set_error (error, SOURCE_ERROR, self->error_code, "%s:%u:%u: error: %s", name, line, column,
                   self->message);
      g_free (self->message);
      return NULL;
    }
  parser_add_gap (self);
  top->tail = self->lead;
  top->tail_length = (guint32) (self->end - self->lead);
  top->length = (guint32) length;
  return top;
}

/* A start tag that declares all namespaces known at @context. */
static GString *
write_wrapper (const SourceNode *context)
{
  GString *text = g_string_new ("<w");
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (; context != NULL && context->kind == SOURCE_NODE_ELEMENT; context = context->parent)
    {
      const char *at = _source_scan_attributes (context->tag, context->tag_length);
      SourceAttribute attribute;

      while (context->declares &&
             _source_scan_attribute (&at, context->tag + context->tag_length, &attribute))
        if (_source_attribute_is_namespace (&attribute) &&
            g_hash_table_add (seen, g_strndup (attribute.name, attribute.name_length)))
          {
            g_string_append_c (text, ' ');
            g_string_append_len (text, attribute.name, attribute.next - attribute.name);
          }
    }
  g_string_append_c (text, '>');
  return text;
}

static guint
count_declarations (const SourceNode *element)
{
  const char *at = _source_scan_attributes (element->tag, element->tag_length);
  SourceAttribute attribute;
  guint n = 0;

  while (element->declares &&
         _source_scan_attribute (&at, element->tag + element->tag_length, &attribute))
    n += _source_attribute_is_namespace (&attribute);
  return n;
}

/*
 * _source_parse_fragment:
 * @tree: gets the nodes and the text
 * @text: content of an element: tags, text, comments
 * @context: (nullable): the element it will stand in, which says what its prefixes mean
 *
 * Returns: (transfer none): a node whose children are the content and whose tail is the white space
 *   at its end, or %NULL with %SOURCE_ERROR_INVALID or %SOURCE_ERROR_TOO_LARGE
 */
SourceNode *
_source_parse_fragment (SourceTree *tree, const char *text, gsize length,
                        const SourceNode *context, GError **error)
{
  g_autofree Parser *self = g_new0 (Parser, 1);
  g_autoptr (GString) wrapped = write_wrapper (context);
  gsize skip = wrapped->len;
  const char *kept;
  SourceNode *top;

  g_string_append_len (wrapped, text, (gssize) length);
  g_string_append (wrapped, "</w>");
  kept = _source_tree_add_bytes (tree, wrapped->str, wrapped->len + 1);
  parser_start (self, tree, kept, wrapped->len);
  top = self->top;
  self->wrapper = kept + skip;
  for (; context != NULL && context->kind == SOURCE_NODE_ELEMENT; context = context->parent)
    {
      self->depth++;
      self->n_namespaces += count_declarations (context);
    }
  self->depth = MIN (self->depth, SOURCE_MAX_DEPTH);
  if (!parser_run (self))
    {
      gsize offset = CLAMP (self->error_offset, skip, skip + length) - skip;
      guint line, column;

      _source_text_locate (text, offset, &line, &column);
      g_set_error (error, SOURCE_ERROR,
                   self->error_code == SOURCE_ERROR_TOO_LARGE ? SOURCE_ERROR_TOO_LARGE
                                                              : SOURCE_ERROR_INVALID,
                   /* Translators: of a text that was to be inserted */
                   _ ("The new text cannot stand here: %s (line %u, column %u of it)"),
                   self->message, line, column);
      g_free (self->message);
      return NULL;
    }
  top->tag = kept + skip;
  top->length = (guint32) length;
  return top;
}
