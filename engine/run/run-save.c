/* run-save.c: saving data elements (facts: runtime 4, ordering.md 3.4)
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/run/run-engine-private.h"

#include <string.h>

static gboolean
check_type (RunWork *work, const char *name, const RunDataType *type)
{
  const RunNode *task = run_state_get_current (work->state);

  if (type == NULL && !run_app_assumes_types (work->app))
    return run_work_fail (work, run_failure_new (RUN_FAILURE_BAD_REQUEST, 400, NULL,
                                                 "Element type %s not allowed for instance %s.",
                                                 name, RUN_INSTANCE_ID));
  if (type != NULL && (type->app_owned || (type->generated && type->assumed)))
    return run_work_fail (work, run_failure_new (RUN_FAILURE_UNAUTHORIZED, 403, "Forbidden",
                                                 "Only the app writes data of type %s", name));
  if (!run_work_may (work, "write")
      || (type != NULL && type->action_required_to_write != NULL
          && !run_work_may (work, type->action_required_to_write)))
    return run_work_fail (work, run_failure_new (RUN_FAILURE_UNAUTHORIZED, 403, "Forbidden",
                                                 "User is not authorized to write data of type %s "
                                                 "in task %s",
                                                 name, task->id));
  return TRUE;
}

static gboolean
fail_depth (RunWork *work, const char *name)
{
  return run_work_fail (work, run_failure_new (RUN_FAILURE_BAD_REQUEST, 400, NULL,
                                               "Data of type %s is nested too deeply", name));
}

static gboolean
add_element (RunWork *work, const char *name, const RunDataType *type, RunDataKind kind,
             RunContent *content)
{
  RunDataElement *element;

  if (content == NULL)
    return fail_depth (work, name);
  element = run_data_element_new (kind, type != NULL ? type->id : name);
  element->data_type = type;
  element->content = content;
  element->written_in_step = work->state->step;
  run_state_add_data (work->state, element);
  return TRUE;
}

static gboolean
is_file (const SourceJsonValue *value)
{
  return source_json_value_get_type (value) == SOURCE_JSON_OBJECT
         && source_json_value_get_member (value, "$file") != NULL;
}

static gboolean
add_file (RunWork *work, const char *name, const RunDataType *type, const SourceJsonValue *value)
{
  const SourceJsonValue *file = source_json_value_get_member (value, "$file");
  const SourceJsonValue *size = source_json_value_get_member (file, "size");
  double bytes
      = source_json_value_get_type (size) == SOURCE_JSON_NUMBER
            ? source_json_value_get_number (size)
            : 0;

  return add_element (work, name, type, RUN_DATA_ATTACHMENT,
                      run_content_new_file (source_json_value_get_member_string (file, "type"),
                                            (gint64) CLAMP (bytes, 0, 1e15)));
}

/* The @nth element of the type; its place in the list in @index. */
static const RunDataElement *
find_nth (const RunState *state, const char *name, guint nth, guint *index)
{
  for (guint i = 0; i < run_state_get_n_data (state); i++)
    if (strcmp (run_state_get_data (state, i)->type, name) == 0 && nth-- == 0)
      {
        *index = i;
        return run_state_get_data (state, i);
      }
  return NULL;
}

static gboolean
check_unlocked (RunWork *work, const RunDataElement *element)
{
  if (!element->locked)
    return TRUE;
  return run_work_fail (work,
                        run_failure_new (RUN_FAILURE_CONFLICT, 409, NULL,
                                         "Data element 00000000-0000-4000-8000-%012x is locked and "
                                         "cannot be updated",
                                         element->number));
}

static gboolean
save_nth (RunWork *work, const char *name, const RunDataType *type, guint nth,
          const SourceJsonValue *value)
{
  guint index;
  const RunDataElement *element;
  RunContent *content;
  RunDataElement *copy;

  if (is_file (value))
    return add_file (work, name, type, value);
  element = find_nth (work->state, type != NULL ? type->id : name, nth, &index);
  if (element == NULL)
    return add_element (work, name, type, RUN_DATA_FORM, run_content_patch (NULL, value));
  if (!check_unlocked (work, element))
    return FALSE;
  content = run_content_patch (element->content, value);
  if (content == NULL)
    return fail_depth (work, name);
  copy = run_data_element_copy (element);
  run_content_unref (copy->content);
  copy->content = content;
  copy->written_in_step = work->state->step;
  run_state_replace_data (work->state, index, copy);
  return TRUE;
}

typedef struct
{
  const char *name;
} Named;

static gboolean
is_named (const RunDataElement *element, gconstpointer user_data)
{
  return strcmp (element->type, ((const Named *) user_data)->name) == 0
         && element->signature == NULL;
}

static gboolean
save_member (RunWork *work, const char *name, const SourceJsonValue *value)
{
  const RunDataType *type = run_app_find_data_type (work->app, name);

  if (!check_type (work, name, type))
    return FALSE;
  switch (source_json_value_get_type (value))
    {
    case SOURCE_JSON_NULL:
      {
        const Named named = { type != NULL ? type->id : name };

        /* Storage lets locked elements be deleted. */
        run_state_remove_data (work->state, is_named, &named);
        return TRUE;
      }
    case SOURCE_JSON_ARRAY:
      for (guint i = 0; i < source_json_value_get_length (value); i++)
        if (!save_nth (work, name, type, i, source_json_value_get_item (value, i)))
          return FALSE;
      return TRUE;
    default:
      return save_nth (work, name, type, 0, value);
    }
}

/**
 * run_save:
 * @state: an instance
 * @request: who, when
 * @data: an object: data type to what is saved
 *
 * A value is a JSON merge patch for the first element of the type, which is made where
 * there is none; an array is one patch for each element; `{"$file": {…}}` adds an
 * attachment; null deletes the elements. What was saved before an error stays.
 *
 * Returns: (transfer full): the answer
 */
RunResult *
run_save (const RunState *state, const RunRequest *request, const SourceJsonValue *data)
{
  RunWork work;

  run_work_init (&work, state, request);
  if (run_state_is_ended (state))
    run_work_fail (&work,
                   run_failure_new (RUN_FAILURE_CONFLICT, 409, NULL,
                                    "Cannot update data element of archived or deleted instance %s",
                                    RUN_INSTANCE_ID));
  else if (run_state_get_current (state) == NULL)
    run_work_fail (&work, run_failure_new (RUN_FAILURE_CONFLICT, 409, NULL,
                                           "Process is not started. Use start!"));
  else
    for (guint i = 0; i < source_json_value_get_length (data) && work.failure == NULL; i++)
      save_member (&work, source_json_value_get_key (data, i), source_json_value_get_item (data, i));
  return run_work_finish (&work);
}
