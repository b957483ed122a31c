/* run-state.c: one process instance as a value
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/run/run-state-private.h"

#include <string.h>

/* ---- Shared lists ---- */

static RunVector *
vector_new (guint n)
{
  RunVector *self = g_malloc0 (sizeof (RunVector) + n * sizeof (gpointer));

  g_atomic_ref_count_init (&self->ref_count);
  self->n = n;
  return self;
}

static void
vector_ref (RunVector *self)
{
  if (self != NULL)
    g_atomic_ref_count_inc (&self->ref_count);
}

static void
data_vector_clear (RunVector *vector)
{
  for (guint i = 0; i < vector->n; i++)
    run_data_element_unref (vector->items[i]);
}

static void
payment_clear (gpointer data)
{
  RunPayment *payment = data;

  g_free (payment->data_type);
}

static void
payment_vector_clear (RunVector *vector)
{
  for (guint i = 0; i < vector->n; i++)
    g_atomic_rc_box_release_full (vector->items[i], payment_clear);
}

static void
vector_unref (RunVector *self, void (*clear) (RunVector *self))
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  if (clear != NULL)
    clear (self);
  g_free (self);
}

/* ---- Lists that only grow: newest first, the tail shared ---- */

typedef struct
{
  RunEvent event;
  gatomicrefcount ref_count;
} EventCell;

typedef struct
{
  RunDispatch dispatch;
  gatomicrefcount ref_count;
} DispatchCell;

static void
process_release (const RunProcessState *process)
{
  if (process != NULL)
    g_atomic_rc_box_release ((gpointer) process);
}

static void
events_unref (RunEvent *event)
{
  while (event != NULL)
    {
      EventCell *cell = (EventCell *) event;
      RunEvent *previous = (RunEvent *) event->previous;

      if (!g_atomic_ref_count_dec (&cell->ref_count))
        return;
      process_release (event->process);
      g_free (cell);
      event = previous;
    }
}

static void
dispatches_unref (RunDispatch *dispatch)
{
  while (dispatch != NULL)
    {
      DispatchCell *cell = (DispatchCell *) dispatch;
      RunDispatch *previous = (RunDispatch *) dispatch->previous;

      if (!g_atomic_ref_count_dec (&cell->ref_count))
        return;
      g_free (cell);
      dispatch = previous;
    }
}

/* ---- States ---- */

/**
 * run_state_new:
 * @setup: the app and its actors
 *
 * Returns: (transfer full): an instance that is not started, without data
 */
RunState *
run_state_new (RunSetup *setup)
{
  RunState *self = g_new0 (RunState, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->setup = run_setup_ref (setup);
  self->next_number = 1;
  return self;
}

RunState *
run_state_ref (const RunState *self)
{
  g_atomic_ref_count_inc ((gatomicrefcount *) &self->ref_count);
  return (RunState *) self;
}

void
run_state_unref (RunState *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  process_release (self->process);
  vector_unref (self->data, data_vector_clear);
  vector_unref (self->payments, payment_vector_clear);
  vector_unref (self->delegated, NULL);
  dispatches_unref (self->sent);
  events_unref (self->events);
  run_setup_unref (self->setup);
  g_free (self);
}

RunState *
run_state_branch (const RunState *self)
{
  RunState *branch = g_memdup2 (self, sizeof (RunState));

  g_atomic_ref_count_init (&branch->ref_count);
  run_setup_ref (branch->setup);
  if (branch->process != NULL)
    g_atomic_rc_box_acquire (branch->process);
  vector_ref (branch->data);
  vector_ref (branch->payments);
  vector_ref (branch->delegated);
  if (branch->sent != NULL)
    g_atomic_ref_count_inc (&((DispatchCell *) branch->sent)->ref_count);
  if (branch->events != NULL)
    g_atomic_ref_count_inc (&((EventCell *) branch->events)->ref_count);
  return branch;
}

void
run_state_set_process (RunState *self, const RunProcessState *process)
{
  RunProcessState *own = g_atomic_rc_box_dup (sizeof (RunProcessState), (gpointer) process);

  process_release (self->process);
  self->process = own;
}

/* An event that tells about the present process state shares it. */
void
run_state_add_event (RunState *self, const char *type, gboolean is_altinn, gint64 time,
                     const RunActor *actor, const RunProcessState *process)
{
  EventCell *cell = g_new0 (EventCell, 1);

  g_atomic_ref_count_init (&cell->ref_count);
  cell->event.previous = self->events;
  cell->event.type = type;
  cell->event.is_altinn = is_altinn;
  cell->event.created = time;
  cell->event.actor = actor;
  if (process != NULL)
    cell->event.process = g_atomic_rc_box_acquire ((gpointer) process);
  self->events = &cell->event;
  self->n_events++;
}

void
run_state_add_sent (RunState *self, const RunNode *element)
{
  DispatchCell *cell = g_new0 (DispatchCell, 1);

  g_atomic_ref_count_init (&cell->ref_count);
  cell->dispatch.previous = self->sent;
  cell->dispatch.element = element;
  self->sent = &cell->dispatch;
}

RunSetup *
run_state_get_setup (const RunState *self)
{
  return self->setup;
}

RunApp *
run_state_get_app (const RunState *self)
{
  return run_setup_get_app (self->setup);
}

const RunProcessState *
run_state_get_process (const RunState *self)
{
  return self->process;
}

/**
 * run_state_get_current:
 *
 * Returns: (transfer none) (nullable): the task it stands at
 */
const RunNode *
run_state_get_current (const RunState *self)
{
  return self->process != NULL && run_node_is_task (self->process->current)
             ? self->process->current
             : NULL;
}

gboolean
run_state_is_ended (const RunState *self)
{
  return self->process != NULL && self->process->end_event != NULL;
}

const RunNode *
run_state_get_at (const RunState *self)
{
  if (self->process == NULL)
    return NULL;
  return self->process->end_event != NULL ? self->process->end_event : self->process->current;
}

RunWorkflow
run_state_get_workflow (const RunState *self)
{
  return self->workflow;
}

gboolean
run_state_is_deleted (const RunState *self)
{
  return self->deleted;
}

guint
run_state_get_step (const RunState *self)
{
  return self->step;
}

/* ---- Data ---- */

static void
signature_free (RunSignature *signature)
{
  if (signature == NULL)
    return;
  for (guint i = 0; i < signature->n_documents; i++)
    g_free (signature->documents[i].sha256);
  g_free (signature->documents);
  g_free (signature->by);
  g_free (signature->person);
  g_free (signature->on_behalf_of);
  g_free (signature);
}

static void
data_element_clear (gpointer data)
{
  RunDataElement *element = data;

  g_free (element->type);
  run_content_unref (element->content);
  signature_free (element->signature);
}

RunDataElement *
run_data_element_new (RunDataKind kind, const char *type)
{
  RunDataElement *self = g_atomic_rc_box_new0 (RunDataElement);

  self->kind = kind;
  self->type = g_strdup (type);
  return self;
}

/* Without its signature: signatures are never changed. */
RunDataElement *
run_data_element_copy (const RunDataElement *self)
{
  RunDataElement *copy = g_atomic_rc_box_dup (sizeof (RunDataElement), (gpointer) self);

  copy->type = g_strdup (self->type);
  if (copy->content != NULL)
    run_content_ref (copy->content);
  copy->signature = NULL;
  return copy;
}

void
run_data_element_unref (RunDataElement *self)
{
  g_atomic_rc_box_release_full (self, data_element_clear);
}

guint
run_state_get_n_data (const RunState *self)
{
  return self->data != NULL ? self->data->n : 0;
}

const RunDataElement *
run_state_get_data (const RunState *self, guint index)
{
  return self->data->items[index];
}

/* The same name, found out for most by its first letter: there may be very many elements. */
static inline gboolean
is_of_type (const RunDataElement *element, const char *type)
{
  return element->type[0] == type[0] && strcmp (element->type, type) == 0;
}

/**
 * run_state_find_data:
 * @type: name of a data type, exact
 *
 * Returns: (transfer none) (nullable): the first element of the type
 */
const RunDataElement *
run_state_find_data (const RunState *self, const char *type)
{
  for (guint i = 0; i < run_state_get_n_data (self); i++)
    if (is_of_type (run_state_get_data (self, i), type))
      return run_state_get_data (self, i);
  return NULL;
}

guint
run_state_count_data (const RunState *self, const char *type)
{
  guint n = run_state_get_n_data (self);
  guint count = 0;

  for (guint i = 0; i < n; i++)
    count += is_of_type (run_state_get_data (self, i), type);
  return count;
}

/* A copy of the list with room for @n; the first min (n, old n) items are shared. */
static RunVector *
data_resized (const RunState *self, guint n)
{
  RunVector *vector = vector_new (n);

  for (guint i = 0; i < MIN (n, run_state_get_n_data (self)); i++)
    vector->items[i] = g_atomic_rc_box_acquire (self->data->items[i]);
  return vector;
}

static void
take_data (RunState *self, RunVector *vector)
{
  vector_unref (self->data, data_vector_clear);
  self->data = vector;
}

void
run_state_add_data (RunState *self, RunDataElement *element)
{
  guint n = run_state_get_n_data (self);
  RunVector *vector = data_resized (self, n + 1);

  element->number = self->next_number++;
  vector->items[n] = element;
  take_data (self, vector);
}

void
run_state_replace_data (RunState *self, guint index, RunDataElement *element)
{
  /* A state that is still being made copies the list of the one before once. */
  if (!g_atomic_ref_count_compare (&self->data->ref_count, 1))
    take_data (self, data_resized (self, run_state_get_n_data (self)));
  run_data_element_unref (self->data->items[index]);
  self->data->items[index] = element;
}

void
run_state_remove_data (RunState *self, RunDataFunc func, gconstpointer user_data)
{
  guint n = run_state_get_n_data (self);
  guint left = 0;
  RunVector *vector;

  for (guint i = 0; i < n; i++)
    if (!func (run_state_get_data (self, i), user_data))
      left++;
  if (left == n)
    return;
  vector = vector_new (left);
  left = 0;
  for (guint i = 0; i < n; i++)
    if (!func (run_state_get_data (self, i), user_data))
      vector->items[left++] = g_atomic_rc_box_acquire (self->data->items[i]);
  take_data (self, vector);
}

static const RunDataElement *
find_number (const RunState *self, guint number, guint *position)
{
  for (guint i = 0; i < run_state_get_n_data (self); i++)
    if (run_state_get_data (self, i)->number == number)
      {
        if (position != NULL)
          *position = i;
        return run_state_get_data (self, i);
      }
  return NULL;
}

/**
 * run_state_is_signature_valid:
 * @element: a signature of @self
 *
 * Returns: whether everything that was signed is there and is as it was signed
 */
gboolean
run_state_is_signature_valid (const RunState *self, const RunDataElement *element)
{
  const RunSignature *signature = element->signature;

  for (guint i = 0; i < signature->n_documents; i++)
    {
      const RunDataElement *document
          = find_number (self, signature->documents[i].element, NULL);

      if (document == NULL || document->content == NULL
          || strcmp (run_content_get_sha256 (document->content), signature->documents[i].sha256)
                 != 0)
        return FALSE;
    }
  return TRUE;
}

/* ---- Payments, delegations ---- */

static const char *const payment_names[]
    = { "none", "created", "paid", "failed", "cancelled", "skipped" };

const char *
run_payment_status_to_string (RunPaymentStatus status)
{
  return payment_names[status];
}

gboolean
run_payment_status_from_string (const char *text, RunPaymentStatus *status)
{
  for (guint i = RUN_PAYMENT_CREATED; i < G_N_ELEMENTS (payment_names); i++)
    if (g_strcmp0 (text, payment_names[i]) == 0)
      {
        *status = i;
        return TRUE;
      }
  return FALSE;
}

guint
run_state_get_n_payments (const RunState *self)
{
  return self->payments != NULL ? self->payments->n : 0;
}

const RunPayment *
run_state_get_payment (const RunState *self, guint index)
{
  return self->payments->items[index];
}

static const char *
payment_key (const RunNode *task)
{
  if (task->extension != NULL && task->extension->payment_data_type != NULL)
    return task->extension->payment_data_type;
  return "";
}

/**
 * run_state_find_payment:
 * @task: a payment task
 *
 * Tasks with the same paymentDataType share the payment.
 *
 * Returns: (transfer none) (nullable): the payment that @task looks at
 */
const RunPayment *
run_state_find_payment (const RunState *self, const RunNode *task)
{
  for (guint i = 0; i < run_state_get_n_payments (self); i++)
    if (strcmp (run_state_get_payment (self, i)->data_type, payment_key (task)) == 0)
      return run_state_get_payment (self, i);
  return NULL;
}

/* Replaces the payment of @data_type; RUN_PAYMENT_NONE removes it. */
void
run_state_set_payment (RunState *self, const RunNode *task, const char *data_type,
                       RunPaymentStatus status)
{
  guint n = run_state_get_n_payments (self);
  guint found = n;
  guint length = 0;
  RunVector *vector;

  for (guint i = 0; i < n && found == n; i++)
    if (strcmp (run_state_get_payment (self, i)->data_type, data_type) == 0)
      found = i;
  if (status == RUN_PAYMENT_NONE && found == n)
    return;
  vector = vector_new (status == RUN_PAYMENT_NONE ? n - 1 : MAX (n, found + 1));
  for (guint i = 0; i < MAX (n, found + 1); i++)
    {
      RunPayment *payment;

      if (i != found)
        {
          vector->items[length++] = g_atomic_rc_box_acquire (self->payments->items[i]);
          continue;
        }
      if (status == RUN_PAYMENT_NONE)
        continue;
      payment = g_atomic_rc_box_new0 (RunPayment);
      payment->task = task;
      payment->data_type = g_strdup (data_type);
      payment->status = status;
      vector->items[length++] = payment;
    }
  vector_unref (self->payments, payment_vector_clear);
  self->payments = vector;
}

gboolean
run_state_is_delegated (const RunState *self, const RunNode *task)
{
  for (guint i = 0; self->delegated != NULL && i < self->delegated->n; i++)
    if (self->delegated->items[i] == task)
      return TRUE;
  return FALSE;
}

void
run_state_set_delegated (RunState *self, const RunNode *task, gboolean delegated)
{
  guint n = self->delegated != NULL ? self->delegated->n : 0;
  guint length = 0;
  RunVector *vector;

  if (run_state_is_delegated (self, task) == delegated)
    return;
  vector = vector_new (delegated ? n + 1 : n - 1);
  for (guint i = 0; i < n; i++)
    if (self->delegated->items[i] != task)
      vector->items[length++] = self->delegated->items[i];
  if (delegated)
    vector->items[length++] = (gpointer) task;
  vector_unref (self->delegated, NULL);
  self->delegated = vector;
}

const RunDispatch *
run_state_get_last_sent (const RunState *self)
{
  return self->sent;
}

const RunEvent *
run_state_get_last_event (const RunState *self)
{
  return self->events;
}

guint
run_state_get_n_events (const RunState *self)
{
  return self->n_events;
}

/* ---- Equality ---- */

static guint
mix (guint hash, gsize value)
{
  return (hash ^ (guint) (value ^ (value >> 17))) * 16777619u;
}

static guint
hash_text (guint hash, const char *text)
{
  return mix (hash, text != NULL ? g_str_hash (text) : 1);
}

static guint
hash_element (guint hash, const RunDataElement *element)
{
  hash = hash_text (hash, element->type);
  hash = mix (hash, element->kind * 2 + (element->locked ? 1 : 0));
  hash = mix (hash, GPOINTER_TO_SIZE (element->generated_from));
  if (element->content != NULL)
    hash = hash_text (hash, run_content_get_sha256 (element->content));
  if (element->signature != NULL)
    {
      hash = hash_text (hash, element->signature->person);
      hash = mix (hash, element->signature->n_documents);
    }
  return hash;
}

/**
 * run_state_hash:
 * @self: a state
 *
 * Returns: a hash of what run_state_equal() compares
 */
guint
run_state_hash (gconstpointer state)
{
  const RunState *self = state;
  guint hash = 2166136261u;

  if (self->process != NULL)
    {
      hash = mix (hash, GPOINTER_TO_SIZE (self->process->current));
      hash = mix (hash, GPOINTER_TO_SIZE (self->process->end_event));
    }
  hash = mix (hash, self->workflow * 2 + self->deleted);
  for (guint i = 0; i < run_state_get_n_data (self); i++)
    hash = hash_element (hash, run_state_get_data (self, i));
  for (guint i = 0; i < run_state_get_n_payments (self); i++)
    {
      hash = hash_text (hash, run_state_get_payment (self, i)->data_type);
      hash = mix (hash, run_state_get_payment (self, i)->status);
    }
  return mix (hash, self->delegated != NULL ? self->delegated->n : 0);
}

/* Signed documents are compared by their place, not by the numbers of the elements. */
static gboolean
equal_documents (const RunState *a, const RunSignature *x, const RunState *b, const RunSignature *y)
{
  if (x->n_documents != y->n_documents)
    return FALSE;
  for (guint i = 0; i < x->n_documents; i++)
    {
      guint p = G_MAXUINT;
      guint q = G_MAXUINT;

      find_number (a, x->documents[i].element, &p);
      find_number (b, y->documents[i].element, &q);
      if (p != q || strcmp (x->documents[i].sha256, y->documents[i].sha256) != 0)
        return FALSE;
    }
  return TRUE;
}

static gboolean
equal_elements (const RunState *a, const RunDataElement *x, const RunState *b,
                const RunDataElement *y)
{
  if (x->kind != y->kind || x->locked != y->locked || x->generated_from != y->generated_from
      || strcmp (x->type, y->type) != 0 || (x->content == NULL) != (y->content == NULL)
      || (x->signature == NULL) != (y->signature == NULL))
    return FALSE;
  if (x->content != NULL && x->content != y->content
      && strcmp (run_content_get_sha256 (x->content), run_content_get_sha256 (y->content)) != 0)
    return FALSE;
  return x->signature == NULL
         || (x->signature->task == y->signature->task
             && strcmp (x->signature->person, y->signature->person) == 0
             && g_strcmp0 (x->signature->on_behalf_of, y->signature->on_behalf_of) == 0
             && equal_documents (a, x->signature, b, y->signature));
}

/**
 * run_state_equal:
 * @a: a state
 * @b: a state of the same setup
 *
 * Returns: whether everything that can come after them is the same
 */
gboolean
run_state_equal (gconstpointer a, gconstpointer b)
{
  const RunState *x = a;
  const RunState *y = b;

  if (x == y)
    return TRUE;
  if (run_state_get_at (x) != run_state_get_at (y) || x->workflow != y->workflow
      || x->deleted != y->deleted || (x->process == NULL) != (y->process == NULL)
      || run_state_get_n_data (x) != run_state_get_n_data (y)
      || run_state_get_n_payments (x) != run_state_get_n_payments (y))
    return FALSE;
  if (x->data != y->data)
    for (guint i = 0; i < run_state_get_n_data (x); i++)
      if (x->data->items[i] != y->data->items[i]
          && !equal_elements (x, x->data->items[i], y, y->data->items[i]))
        return FALSE;
  if (x->payments != y->payments)
    for (guint i = 0; i < run_state_get_n_payments (x); i++)
      {
        const RunPayment *p = run_state_get_payment (x, i);
        const RunPayment *q = run_state_get_payment (y, i);

        if (p->status != q->status || p->task != q->task
            || strcmp (p->data_type, q->data_type) != 0)
          return FALSE;
      }
  if (x->delegated != y->delegated)
    {
      guint n = x->delegated != NULL ? x->delegated->n : 0;

      if (n != (y->delegated != NULL ? y->delegated->n : 0))
        return FALSE;
      for (guint i = 0; i < n; i++)
        if (!run_state_is_delegated (y, x->delegated->items[i]))
          return FALSE;
    }
  return TRUE;
}

/* ---- Size ---- */

static gsize
measure_content (const RunContent *content)
{
  gsize length = strlen (run_content_get_text (content));

  /* The text twice (also in its parsed form), the values and the hash. */
  return 6 * length + 200;
}

/**
 * run_state_measure:
 * @before: (nullable): the state before
 *
 * Returns: about how many bytes @self holds that it does not share with @before
 */
gsize
run_state_measure (const RunState *self, const RunState *before)
{
  gsize size = sizeof (RunState);
  const RunVector *old = before != NULL ? before->data : NULL;

  if (before == NULL || self->process != before->process)
    size += sizeof (RunProcessState) + 16;
  if (self->data != NULL && self->data != old)
    {
      size += sizeof (RunVector) + 16 + self->data->n * sizeof (gpointer);
      for (guint i = 0; i < self->data->n; i++)
        {
          const RunDataElement *element = self->data->items[i];
          const RunDataElement *was = old != NULL && i < old->n ? old->items[i] : NULL;

          if (element == was)
            continue;
          size += sizeof (RunDataElement) + 16 + strlen (element->type) + 1;
          if (element->content != NULL && (was == NULL || was->content != element->content))
            size += measure_content (element->content);
          if (element->signature != NULL)
            size += sizeof (RunSignature)
                    + element->signature->n_documents * (sizeof (RunSignedDocument) + 65);
        }
    }
  if (self->payments != NULL && (before == NULL || self->payments != before->payments))
    size += sizeof (RunVector) + self->payments->n * (sizeof (gpointer) + sizeof (RunPayment));
  for (const RunEvent *event = self->events;
       event != NULL && (before == NULL || event != before->events); event = event->previous)
    size += sizeof (EventCell)
            + (event->process != self->process ? sizeof (RunProcessState) + 16 : 0);
  for (const RunDispatch *sent = self->sent;
       sent != NULL && (before == NULL || sent != before->sent); sent = sent->previous)
    size += sizeof (DispatchCell);
  return size;
}

/* ---- What if ---- */

/**
 * run_state_with_data:
 * @type: name of a data type
 * @value: what its first element shall hold; made where there is none
 *
 * Returns: (transfer full): a state that differs in that, locks or not
 */
RunState *
run_state_with_data (const RunState *self, const char *type, const SourceJsonValue *value)
{
  RunState *branch = run_state_branch (self);
  RunContent *content = run_content_new (value);

  if (content == NULL)
    return branch;
  for (guint i = 0; i < run_state_get_n_data (self); i++)
    if (strcmp (run_state_get_data (self, i)->type, type) == 0)
      {
        RunDataElement *copy = run_data_element_copy (run_state_get_data (self, i));

        g_clear_pointer (&copy->content, run_content_unref);
        copy->content = content;
        run_state_replace_data (branch, i, copy);
        return branch;
      }
  {
    RunDataElement *element = run_data_element_new (RUN_DATA_FORM, type);

    element->content = content;
    element->data_type = run_app_lookup_data_type (run_state_get_app (self), type);
    run_state_add_data (branch, element);
  }
  return branch;
}

/**
 * run_state_with_current:
 * @node: a task or the start event
 *
 * Returns: (transfer full): a state that stands at @node; nothing else happened
 */
RunState *
run_state_with_current (const RunState *self, const RunNode *node)
{
  RunState *branch = run_state_branch (self);
  RunProcessState process = { 0 };

  if (self->process != NULL)
    process = *self->process;
  process.current = node;
  process.task_type = run_app_get_task_type (run_state_get_app (self), node);
  process.end_event = NULL;
  process.ended = 0;
  process.flow++;
  run_state_set_process (branch, &process);
  branch->workflow = RUN_WORKFLOW_IDLE;
  return branch;
}
