/* fuzz.h: what a fuzz target is
 *
 * Built with -Dfuzzing=true a target is a libFuzzer program; otherwise fuzz-replay.c runs it over
 * its corpus, which holds seeds and every input that ever made it fail.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);
