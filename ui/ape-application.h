/* ape-application.h: the application
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define APE_TYPE_APPLICATION (ape_application_get_type ())
G_DECLARE_FINAL_TYPE (ApeApplication, ape_application, APE, APPLICATION, AdwApplication)

ApeApplication *ape_application_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
