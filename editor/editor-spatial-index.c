/* editor-spatial-index.c: which things touch a rectangle
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "editor/editor-spatial-index.h"

#include <math.h>

#define BUCKET 512.0
#define MAX_BUCKETS 64 /* what touches more goes to the list of large things */
#define FAR 1e9        /* coordinates are clamped to this: files may hold nonsense */

struct _EditorSpatialIndex
{
  GHashTable *buckets; /* gint64 key -> GPtrArray of EditorSpatialEntry */
  GPtrArray *large;
  guint stamp;
  gint64 last_key; /* of the bucket that was asked for last: what comes next is often near */
  GPtrArray *last; /* (nullable) */
};

/* Of both halves of the key: g_int64_hash() may take the lower one alone, and then all buckets of a
 * row look alike. */
static guint
hash_key (gconstpointer key)
{
  guint64 bits = (guint64) *(const gint64 *) key;

  return (guint) (bits >> 32) * 73856093 ^ (guint) bits * 19349663;
}

EditorSpatialIndex *
editor_spatial_index_new (void)
{
  EditorSpatialIndex *self = g_new0 (EditorSpatialIndex, 1);

  self->buckets = g_hash_table_new_full (hash_key, g_int64_equal, g_free,
                                         (GDestroyNotify) g_ptr_array_unref);
  self->large = g_ptr_array_new ();
  return self;
}

void
editor_spatial_index_free (EditorSpatialIndex *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->buckets);
  g_ptr_array_unref (self->large);
  g_free (self);
}

static int
bucket_of (double value)
{
  if (!(value > -FAR))
    value = -FAR;
  return (int) floor (MIN (value, FAR) / BUCKET);
}

static gint64
key_of (int x, int y)
{
  return (gint64) (((guint64) (guint32) x << 32) | (guint32) y);
}

/* The bucket of that key; NULL if there is none. Buckets stay once they are made. */
static GPtrArray *
find_bucket (EditorSpatialIndex *self, gint64 key)
{
  GPtrArray *bucket;

  if (self->last != NULL && self->last_key == key)
    return self->last;
  bucket = g_hash_table_lookup (self->buckets, &key);
  if (bucket != NULL)
    {
      self->last = bucket;
      self->last_key = key;
    }
  return bucket;
}

void
editor_spatial_index_remove (EditorSpatialIndex *self, EditorSpatialEntry *entry)
{
  if (entry->state == 2)
    g_ptr_array_remove_fast (self->large, entry);
  else if (entry->state == 1)
    for (int y = entry->top; y <= entry->bottom; y++)
      for (int x = entry->left; x <= entry->right; x++)
        {
          gint64 key = key_of (x, y);
          GPtrArray *bucket = find_bucket (self, key);

          g_ptr_array_remove_fast (bucket, entry);
        }
  entry->state = 0;
}

/**
 * editor_spatial_index_set:
 * @self: an index
 * @entry: of the thing
 * @rect: where it is now
 *
 * Inserts or moves a thing.
 */
void
editor_spatial_index_set (EditorSpatialIndex *self, EditorSpatialEntry *entry,
                          const BpmnRect *rect)
{
  int left = bucket_of (rect->x), right = bucket_of (rect->x + rect->width);
  int top = bucket_of (rect->y), bottom = bucket_of (rect->y + rect->height);
  gboolean large = ((gint64) right - left + 1) * ((gint64) bottom - top + 1) > MAX_BUCKETS;

  entry->rect = *rect;
  if (entry->state == (large ? 2 : 1)
      && (large
          || (entry->left == left && entry->right == right && entry->top == top
              && entry->bottom == bottom)))
    return;
  editor_spatial_index_remove (self, entry);
  entry->left = left;
  entry->right = right;
  entry->top = top;
  entry->bottom = bottom;
  entry->state = large ? 2 : 1;
  if (large)
    {
      g_ptr_array_add (self->large, entry);
      return;
    }
  for (int y = top; y <= bottom; y++)
    for (int x = left; x <= right; x++)
      {
        gint64 key = key_of (x, y);
        GPtrArray *bucket = find_bucket (self, key);

        if (bucket == NULL)
          {
            bucket = g_ptr_array_new ();
            g_hash_table_insert (self->buckets, g_memdup2 (&key, sizeof key), bucket);
          }
        g_ptr_array_add (bucket, entry);
      }
}

static void
collect (EditorSpatialIndex *self, GPtrArray *entries, const BpmnRect *rect, GPtrArray *found)
{
  for (guint i = 0; i < entries->len; i++)
    {
      EditorSpatialEntry *entry = g_ptr_array_index (entries, i);

      if (entry->stamp == self->stamp)
        continue;
      entry->stamp = self->stamp;
      /* a line has no inside: compare with the edges */
      if (entry->rect.x <= rect->x + rect->width && rect->x <= entry->rect.x + entry->rect.width
          && entry->rect.y <= rect->y + rect->height
          && rect->y <= entry->rect.y + entry->rect.height)
        g_ptr_array_add (found, entry);
    }
}

void
editor_spatial_index_query (EditorSpatialIndex *self, const BpmnRect *rect, GPtrArray *found)
{
  int left = bucket_of (rect->x), right = bucket_of (rect->x + rect->width);
  int top = bucket_of (rect->y), bottom = bucket_of (rect->y + rect->height);
  gint64 asked = ((gint64) right - left + 1) * ((gint64) bottom - top + 1);

  self->stamp++;
  collect (self, self->large, rect, found);
  if (asked > g_hash_table_size (self->buckets))
    {
      GHashTableIter iter;
      gpointer bucket;

      g_hash_table_iter_init (&iter, self->buckets);
      while (g_hash_table_iter_next (&iter, NULL, &bucket))
        collect (self, bucket, rect, found);
      return;
    }
  for (int y = top; y <= bottom; y++)
    for (int x = left; x <= right; x++)
      {
        gint64 key = key_of (x, y);
        GPtrArray *bucket = find_bucket (self, key);

        if (bucket != NULL)
          collect (self, bucket, rect, found);
      }
}
