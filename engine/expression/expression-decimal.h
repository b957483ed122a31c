/* expression-decimal.h: decimal numbers as .NET's System.Decimal has them
 *
 * 96 bits and a scale of 0 to 28 decimals; results that do not fit are rounded half to even.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  unsigned __int128 mantissa; /* below 2^96 */
  int scale;                  /* 0 to 28: the mantissa's digits behind the point */
  gboolean negative;
} ExpressionDecimal;

gboolean expression_decimal_from_double (double number, ExpressionDecimal *decimal);
double expression_decimal_to_double (const ExpressionDecimal *decimal);
gboolean expression_decimal_is_zero (const ExpressionDecimal *decimal);
gboolean expression_decimal_add (const ExpressionDecimal *a,
                                 const ExpressionDecimal *b,
                                 ExpressionDecimal *sum);
gboolean expression_decimal_multiply (const ExpressionDecimal *a,
                                      const ExpressionDecimal *b,
                                      ExpressionDecimal *product);
gboolean expression_decimal_divide (const ExpressionDecimal *a,
                                    const ExpressionDecimal *b,
                                    ExpressionDecimal *quotient);

G_END_DECLS
