/* source-history.c: transactions, undo and redo
 *
 * A transaction is a list of steps, each with an inverse, that a person undoes as one. Undo brings
 * the same bytes and the same nodes back.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/source/source-journal-private.h"
#include "engine/source/source-workspace-private.h"

#include <glib/gi18n-lib.h>

static void
clear_step (gpointer data)
{
  _source_step_clear (data);
}

static SourceTransaction *
transaction_new (const char *name, const char *key)
{
  SourceTransaction *self = g_new0 (SourceTransaction, 1);

  self->name = g_strdup (name);
  self->key = g_strdup (key);
  self->steps = g_array_new (FALSE, FALSE, sizeof (SourceStep));
  g_array_set_clear_func (self->steps, clear_step);
  self->states = g_array_new (FALSE, FALSE, sizeof (SourceStateChange));
  return self;
}

void
_source_transaction_free (SourceTransaction *self)
{
  g_free (self->name);
  g_free (self->key);
  g_array_unref (self->steps);
  g_array_unref (self->states);
  g_free (self);
}

static SourceStep *
steps_of (SourceTransaction *transaction)
{
  return (SourceStep *) (gpointer) transaction->steps->data;
}

/* Doing and telling */

static void
apply_step (SourceWorkspace *self, const SourceStep *step, gboolean forward)
{
  if (step->kind >= SOURCE_STEP_CREATE)
    _source_workspace_apply_file_step (self, step, forward);
  else
    _source_step_apply (step, forward);
}

/* Tells every document what the steps changed in it. */
static void
tell (const char *name, const SourceStep *steps, gsize n, gboolean forward)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func (g_object_unref);

  for (gsize i = 0; i < n; i++)
    if (steps[i].document != NULL && steps[i].kind < SOURCE_STEP_CREATE &&
        !g_ptr_array_find (documents, steps[i].document, NULL))
      g_ptr_array_add (documents, g_object_ref (steps[i].document));
  for (guint i = 0; i < documents->len; i++)
    {
      SourceDocument *document = documents->pdata[i];
      g_autoptr (SourceChange) change = _source_change_new (document, name, steps, n, forward);

      document->revision++;
      _source_document_emit_changed (document, change);
    }
}

/* Tells what was not told yet of the open transaction. */
static void
tell_open (SourceWorkspace *self)
{
  gsize from = self->told;

  self->told = self->open->steps->len;
  if (from < self->told)
    tell (self->open->name, steps_of (self->open) + from, self->told - from, TRUE);
}

static SourceStateChange *
find_state (SourceTransaction *transaction, const SourceDocument *document)
{
  for (guint i = 0; i < transaction->states->len; i++)
    {
      SourceStateChange *change = &g_array_index (transaction->states, SourceStateChange, i);

      if (change->document == document)
        return change;
    }
  return NULL;
}

/*
 * _source_workspace_take_step:
 * @step: (transfer full): a step of the open transaction
 *
 * Does the step.
 */
void
_source_workspace_take_step (SourceWorkspace *self, SourceStep *step)
{
  SourceDocument *document = step->document;

  g_assert (self->open != NULL);
  if (document != NULL)
    {
      g_object_ref (document);
      if (step->kind < SOURCE_STEP_CREATE && find_state (self->open, document) == NULL)
        {
          SourceStateChange change = { document, document->state, ++self->last_state };

          g_array_append_val (self->open->states, change);
        }
    }
  apply_step (self, step, TRUE);
  g_array_append_val (self->open->steps, *step);
}

/* Called by edits */

gboolean
_source_document_check_edit (SourceDocument *self, GError **error)
{
  if (self->workspace == NULL || self->workspace->open == NULL)
    g_error ("%s is edited outside of a transaction", self->name);
  if (self->read_only == NULL)
    return TRUE;
  g_set_error (error, SOURCE_ERROR, SOURCE_ERROR_READ_ONLY, _ ("%s cannot be edited: %s"),
               self->name, self->read_only);
  return FALSE;
}

void
_source_document_take_step (SourceDocument *self, SourceStep *step)
{
  _source_workspace_take_step (self->workspace, step);
}

/* Undoes the steps from @mark on, without telling. */
static void
take_back (SourceWorkspace *self, gsize mark)
{
  for (gsize i = self->open->steps->len; i > mark; i--)
    apply_step (self, &g_array_index (self->open->steps, SourceStep, i - 1), FALSE);
}

gsize
_source_document_mark (SourceDocument *self)
{
  return self->workspace->open->steps->len;
}

/* Takes back what an edit has done since @mark, before anybody was told. */
void
_source_document_revert (SourceDocument *self, gsize mark)
{
  SourceWorkspace *workspace = self->workspace;

  g_assert (workspace->told <= mark);
  take_back (workspace, mark);
  g_array_set_size (workspace->open->steps, (guint) mark);
}

/* Transactions */

/**
 * source_workspace_begin:
 * @name: what is done, for the person: "Move 3 elements"
 *
 * Begins a transaction. Transactions nest: the outermost one is what the person undoes, and its
 * name is shown.
 */
void
source_workspace_begin (SourceWorkspace *self, const char *name)
{
  source_workspace_begin_coalescing (self, name, NULL);
}

/**
 * source_workspace_begin_coalescing:
 * @name: what is done, for the person
 * @key: (nullable): transactions with the same key that follow each other are undone as one
 *
 * As source_workspace_begin(), for what comes in many small pieces: typing, moving by keys. Undo,
 * redo, saving and source_workspace_barrier() end a series.
 */
void
source_workspace_begin_coalescing (SourceWorkspace *self, const char *name, const char *key)
{
  gsize mark;

  if (self->open == NULL)
    {
      self->open = transaction_new (name, key);
      self->told = 0;
    }
  mark = self->open->steps->len;
  g_array_append_val (self->marks, mark);
}

static gboolean
is_series (SourceWorkspace *self)
{
  SourceTransaction *last = self->undo->len > 0 ? self->undo->pdata[self->undo->len - 1] : NULL;

  return last != NULL && !self->barrier && self->open->key != NULL &&
         g_strcmp0 (last->key, self->open->key) == 0;
}

/* Joins the open transaction to the last one, with which it is a series. */
static void
coalesce (SourceWorkspace *self)
{
  SourceTransaction *last = self->undo->pdata[self->undo->len - 1];
  SourceTransaction *open = self->open;

  for (guint i = 0; i < open->states->len; i++)
    {
      SourceStateChange *change = &g_array_index (open->states, SourceStateChange, i);
      SourceStateChange *old = find_state (last, change->document);

      if (old != NULL)
        old->after = change->after;
      else
        g_array_append_val (last->states, *change);
    }
  /* The steps change hands. */
  g_array_append_vals (last->steps, open->steps->data, open->steps->len);
  g_array_set_clear_func (open->steps, NULL);
  _source_transaction_free (g_steal_pointer (&self->open));
}

static void
set_states (SourceTransaction *transaction, gboolean forward)
{
  for (guint i = 0; i < transaction->states->len; i++)
    {
      SourceStateChange *change = &g_array_index (transaction->states, SourceStateChange, i);

      _source_document_set_state (change->document, forward ? change->after : change->before);
    }
}

/**
 * source_workspace_in_transaction:
 * @self: a workspace
 *
 * Returns: whether a transaction was begun that is neither committed nor rolled back. What is costly
 *   to derive can wait for its end, which "history-changed" tells if anything changed.
 */
gboolean
source_workspace_in_transaction (SourceWorkspace *self)
{
  g_return_val_if_fail (SOURCE_IS_WORKSPACE (self), FALSE);

  return self->open != NULL;
}

/**
 * source_workspace_commit:
 *
 * Ends the innermost open transaction and tells the documents' listeners what changed.
 *
 * Returns: whether it changed anything
 */
gboolean
source_workspace_commit (SourceWorkspace *self)
{
  gsize mark;
  gboolean changed;

  g_return_val_if_fail (self->marks->len > 0, FALSE);
  mark = g_array_index (self->marks, gsize, self->marks->len - 1);
  changed = self->open->steps->len > mark;
  if (self->marks->len > 1)
    {
      tell_open (self);
      g_array_set_size (self->marks, self->marks->len - 1);
      return changed;
    }
  if (!changed)
    {
      g_array_set_size (self->marks, 0);
      g_clear_pointer (&self->open, _source_transaction_free);
      return FALSE;
    }
  /* On disk before anybody sees it. */
  _source_journal_add_transaction (self->journal, self->open, !is_series (self));
  set_states (self->open, TRUE);
  tell_open (self);
  g_array_set_size (self->marks, 0);
  g_ptr_array_set_size (self->redo, 0);
  if (is_series (self))
    coalesce (self);
  else
    g_ptr_array_add (self->undo, g_steal_pointer (&self->open));
  self->barrier = FALSE;
  _source_workspace_emit_history_changed (self);
  return TRUE;
}

/**
 * source_workspace_flush:
 *
 * Inside a transaction: tells the documents' listeners now what changed so far, for edits that need
 * a model that is up to date.
 */
void
source_workspace_flush (SourceWorkspace *self)
{
  g_return_if_fail (self->open != NULL);
  tell_open (self);
}

/**
 * source_workspace_rollback:
 *
 * Ends the innermost open transaction and takes back what it did.
 */
void
source_workspace_rollback (SourceWorkspace *self)
{
  gsize mark, told;

  g_return_if_fail (self->marks->len > 0);
  mark = g_array_index (self->marks, gsize, self->marks->len - 1);
  told = self->told;
  take_back (self, mark);
  self->told = MIN (self->told, mark);
  if (told > mark)
    tell (self->open->name, steps_of (self->open) + mark, told - mark, FALSE);
  g_array_set_size (self->open->steps, (guint) mark);
  g_array_set_size (self->marks, self->marks->len - 1);
  if (self->marks->len == 0)
    g_clear_pointer (&self->open, _source_transaction_free);
}

/**
 * source_workspace_barrier:
 *
 * The next transaction is undone on its own, whatever its key.
 */
void
source_workspace_barrier (SourceWorkspace *self)
{
  self->barrier = TRUE;
}

/* Undo and redo */

static SourceTransaction *
peek (GPtrArray *stack)
{
  return stack->len > 0 ? stack->pdata[stack->len - 1] : NULL;
}

/**
 * source_workspace_can_undo:
 *
 * Returns: whether there is something to undo
 */
gboolean
source_workspace_can_undo (SourceWorkspace *self)
{
  return self->undo->len > 0 && self->open == NULL;
}

/**
 * source_workspace_can_redo:
 *
 * Returns: whether there is something to redo
 */
gboolean
source_workspace_can_redo (SourceWorkspace *self)
{
  return self->redo->len > 0 && self->open == NULL;
}

/**
 * source_workspace_get_undo_name:
 *
 * Returns: (nullable): the name of what undo would take back
 */
const char *
source_workspace_get_undo_name (SourceWorkspace *self)
{
  return self->undo->len > 0 ? peek (self->undo)->name : NULL;
}

/**
 * source_workspace_get_redo_name:
 *
 * Returns: (nullable): the name of what redo would do again
 */
const char *
source_workspace_get_redo_name (SourceWorkspace *self)
{
  return self->redo->len > 0 ? peek (self->redo)->name : NULL;
}

static gboolean
travel (SourceWorkspace *self, GPtrArray *from, GPtrArray *to, gboolean forward)
{
  SourceTransaction *transaction;

  g_return_val_if_fail (self->open == NULL, FALSE);
  if (from->len == 0)
    return FALSE;
  transaction = g_ptr_array_steal_index (from, from->len - 1);
  for (guint i = 0; i < transaction->steps->len; i++)
    apply_step (self,
                &g_array_index (transaction->steps, SourceStep,
                                forward ? i : transaction->steps->len - 1 - i),
                forward);
  _source_journal_add_travel (self->journal, transaction, forward);
  g_ptr_array_add (to, transaction);
  self->barrier = TRUE;
  set_states (transaction, forward);
  tell (transaction->name, steps_of (transaction), transaction->steps->len, forward);
  _source_workspace_emit_history_changed (self);
  return TRUE;
}

/**
 * source_workspace_undo:
 *
 * Takes back the last transaction.
 *
 * Returns: whether there was one
 */
gboolean
source_workspace_undo (SourceWorkspace *self)
{
  return travel (self, self->undo, self->redo, FALSE);
}

/**
 * source_workspace_redo:
 *
 * Does again what was undone last.
 *
 * Returns: whether there was something
 */
gboolean
source_workspace_redo (SourceWorkspace *self)
{
  return travel (self, self->redo, self->undo, TRUE);
}
