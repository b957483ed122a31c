/* rules-checker.c: a report that stays up to date while the process is edited
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/rules/rules-checker.h"
#include "engine/rules/rules-private.h"

#define DELAY 40 /* milliseconds between an edit and its check */

struct _RulesChecker
{
  GObject parent_instance;

  AltinnApp *app;
  RulesEngine *engine;
  RulesReport *report;
  GCancellable *running;
  guint timeout;
};

G_DEFINE_FINAL_TYPE (RulesChecker, rules_checker, G_TYPE_OBJECT)

enum
{
  SIGNAL_UPDATED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static void schedule (RulesChecker *self);

static void
on_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RulesChecker) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RulesReport) report = rules_engine_check_finish (self->engine, result, &error);

  g_clear_object (&self->running);
  if (report == NULL)
    {
      if (g_error_matches (error, RULES_ERROR, RULES_ERROR_STALE))
        schedule (self);
      return;
    }
  g_clear_pointer (&self->report, rules_report_unref);
  self->report = g_steal_pointer (&report);
  g_signal_emit (self, signals[SIGNAL_UPDATED], 0);
}

static gboolean
on_timeout (gpointer user_data)
{
  RulesChecker *self = user_data;
  RulesOptions options = RULES_OPTIONS_INIT;

  self->timeout = 0;
  if (self->running != NULL)
    return G_SOURCE_REMOVE; /* what runs notices that it is stale, and comes back */
  self->running = g_cancellable_new ();
  rules_engine_check_async (self->engine, &options, self->running, on_checked,
                            g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
schedule (RulesChecker *self)
{
  if (self->timeout == 0)
    self->timeout = g_timeout_add (DELAY, on_timeout, self);
}

static void
on_changed (RulesChecker *self)
{
  schedule (self);
}

static void
rules_checker_dispose (GObject *object)
{
  RulesChecker *self = RULES_CHECKER (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  if (self->running != NULL)
    g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
  if (self->app != NULL)
    {
      g_signal_handlers_disconnect_by_data (altinn_app_get_model (self->app), self);
      g_signal_handlers_disconnect_by_data (self->app, self);
    }
  g_clear_pointer (&self->engine, rules_engine_free);
  g_clear_pointer (&self->report, rules_report_unref);
  g_clear_object (&self->app);
  G_OBJECT_CLASS (rules_checker_parent_class)->dispose (object);
}

static void
rules_checker_class_init (RulesCheckerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rules_checker_dispose;

  /**
   * RulesChecker::updated:
   * @self: the checker
   *
   * There is a new report.
   */
  signals[SIGNAL_UPDATED] = g_signal_new ("updated", RULES_TYPE_CHECKER, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rules_checker_init (RulesChecker *self)
{
}

/**
 * rules_checker_new:
 * @app: the app to keep watch over
 *
 * Returns: (transfer full): a checker whose first report comes soon
 */
RulesChecker *
rules_checker_new (AltinnApp *app)
{
  RulesChecker *self = g_object_new (RULES_TYPE_CHECKER, NULL);

  self->app = g_object_ref (app);
  self->engine = rules_engine_new (app);
  g_signal_connect_swapped (altinn_app_get_model (app), "changed", G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (app, "changed", G_CALLBACK (on_changed), self);
  schedule (self);
  return self;
}

/**
 * rules_checker_set_runtime:
 * @self: a checker
 * @runtime: (nullable): the version to judge by; %NULL for what the app says
 *
 * Judges as if the app ran on another version; wrong versions are ignored.
 */
void
rules_checker_set_runtime (RulesChecker *self, const char *runtime)
{
  g_return_if_fail (RULES_IS_CHECKER (self));

  if (runtime == NULL)
    altinn_app_set_runtime (self->app, NULL);
  else
    rules_set_runtime (self->app, runtime, NULL);
}

/**
 * rules_checker_get_report:
 * @self: a checker
 *
 * Returns: (transfer none) (nullable): the latest report; %NULL before the first one
 */
RulesReport *
rules_checker_get_report (RulesChecker *self)
{
  g_return_val_if_fail (RULES_IS_CHECKER (self), NULL);

  return self->report;
}

/**
 * rules_checker_check:
 * @self: a checker
 * @error: return location for an error as of rules_check()
 *
 * Brings the report up to date at once.
 *
 * Returns: (transfer none) (nullable): the report
 */
RulesReport *
rules_checker_check (RulesChecker *self, GError **error)
{
  RulesOptions options = RULES_OPTIONS_INIT;
  RulesReport *report;

  g_return_val_if_fail (RULES_IS_CHECKER (self), NULL);

  report = rules_engine_check (self->engine, &options, error);
  if (report == NULL)
    return NULL;
  g_clear_pointer (&self->report, rules_report_unref);
  self->report = report;
  return self->report;
}
