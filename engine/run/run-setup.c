/* run-setup.c: what all states of one run share: the app, its actors, what forms begin with
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/run/run-state-private.h"

#include <string.h>

struct _RunSetup
{
  gatomicrefcount ref_count;
  RunApp *app;
  RunSetupFlags flags;
  GPtrArray *actors; /* RunActor; the built-in ones first */
  GHashTable *prefill; /* char * -> RunContent */
};

/**
 * run_setup_new:
 * @app: the app
 * @flags: how it differs from what the app does
 *
 * Returns: (transfer full): a setup with the actors that are always there
 */
RunSetup *
run_setup_new (RunApp *app, RunSetupFlags flags)
{
  static const RunActorKind built_in[]
      = { RUN_ACTOR_USER, RUN_ACTOR_OWNER, RUN_ACTOR_SYSTEM, RUN_ACTOR_PAYMENT };
  RunSetup *self = g_new0 (RunSetup, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->app = run_app_ref (app);
  self->flags = flags;
  self->actors = g_ptr_array_new_with_free_func ((GDestroyNotify) run_actor_free);
  self->prefill
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) run_content_unref);
  for (guint i = 0; i < G_N_ELEMENTS (built_in); i++)
    g_ptr_array_add (self->actors,
                     run_actor_new (run_actor_kind_to_string (built_in[i]), built_in[i]));
  /* More persons of the same right, for tasks that several must sign. */
  for (guint i = 2; i <= RUN_SETUP_MAX_USERS; i++)
    {
      g_autofree char *name = g_strdup_printf ("user%u", i);

      g_ptr_array_add (self->actors, run_actor_new (name, RUN_ACTOR_USER));
    }
  return self;
}

RunSetup *
run_setup_ref (RunSetup *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
run_setup_unref (RunSetup *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->actors);
  g_hash_table_unref (self->prefill);
  run_app_unref (self->app);
  g_free (self);
}

RunApp *
run_setup_get_app (const RunSetup *self)
{
  return self->app;
}

RunSetupFlags
run_setup_get_flags (const RunSetup *self)
{
  return self->flags;
}

/**
 * run_setup_add_actor:
 * @actor: (transfer full): an actor; replaces one of the same name
 */
void
run_setup_add_actor (RunSetup *self, RunActor *actor)
{
  for (guint i = 0; i < self->actors->len; i++)
    {
      const RunActor *known = self->actors->pdata[i];

      if (strcmp (known->name, actor->name) == 0)
        {
          run_actor_free (self->actors->pdata[i]);
          self->actors->pdata[i] = actor;
          return;
        }
    }
  g_ptr_array_add (self->actors, actor);
}

/**
 * run_setup_set_prefill:
 * @data_type: name of a data type
 * @value: what its elements hold when the app makes them
 */
void
run_setup_set_prefill (RunSetup *self, const char *data_type, const SourceJsonValue *value)
{
  RunContent *content = run_content_new (value);

  if (content != NULL)
    g_hash_table_replace (self->prefill, g_strdup (data_type), content);
}

RunContent *
run_setup_dup_prefill (RunSetup *self, const char *data_type)
{
  RunContent *content = g_hash_table_lookup (self->prefill, data_type);

  if (content != NULL)
    return run_content_ref (content);
  return run_content_new (NULL);
}

/**
 * run_setup_lookup_actor:
 * @name: (nullable): a name
 *
 * Returns: (transfer none) (nullable): the actor
 */
const RunActor *
run_setup_lookup_actor (const RunSetup *self, const char *name)
{
  for (guint i = 0; i < self->actors->len; i++)
    {
      const RunActor *actor = self->actors->pdata[i];

      if (g_strcmp0 (actor->name, name) == 0)
        return actor;
    }
  return NULL;
}

const RunActor *const *
run_setup_get_actors (const RunSetup *self, guint *n_actors)
{
  *n_actors = self->actors->len;
  return (const RunActor *const *) self->actors->pdata;
}

/**
 * run_setup_get_default_actor:
 * @task: (nullable): where the instance stands
 *
 * Returns: (transfer none): the service owner at a feedback task, else the user
 */
const RunActor *
run_setup_get_default_actor (const RunSetup *self, const RunNode *task)
{
  const char *type = run_app_get_task_type (self->app, task);

  return run_setup_lookup_actor (self, g_strcmp0 (type, "feedback") == 0 ? "owner" : "user");
}
