/* expression-decimal.c: decimal numbers as .NET's System.Decimal has them
 *
 * Intermediate results have up to 256 bits, so that each operation rounds once.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "config.h"

#include "engine/expression/expression-decimal.h"

#include <math.h>
#include <string.h>

#define MAX_SCALE 28
#define LIMBS 8
#define SIGNIFICANT_DIGITS 15 /* what .NET keeps of a double */

/* 256 bits, the least significant limb first. */
typedef struct
{
  guint32 limbs[LIMBS];
} Wide;

static Wide
wide_from (unsigned __int128 value)
{
  Wide wide = { { 0 } };

  for (int i = 0; i < 4; i++)
    wide.limbs[i] = (guint32) (value >> (32 * i));
  return wide;
}

static unsigned __int128
wide_low (const Wide *wide)
{
  unsigned __int128 value = 0;

  for (int i = 3; i >= 0; i--)
    value = value << 32 | wide->limbs[i];
  return value;
}

static gboolean
wide_fits_96 (const Wide *wide)
{
  for (int i = 3; i < LIMBS; i++)
    if (wide->limbs[i] != 0)
      return FALSE;
  return TRUE;
}

static gboolean
wide_is_zero (const Wide *wide)
{
  return wide_fits_96 (wide) && wide_low (wide) == 0;
}

static int
wide_compare (const Wide *a, const Wide *b)
{
  for (int i = LIMBS - 1; i >= 0; i--)
    if (a->limbs[i] != b->limbs[i])
      return a->limbs[i] < b->limbs[i] ? -1 : 1;
  return 0;
}

static void
wide_add (Wide *a, const Wide *b)
{
  guint64 carry = 0;

  for (int i = 0; i < LIMBS; i++)
    {
      carry += (guint64) a->limbs[i] + b->limbs[i];
      a->limbs[i] = (guint32) carry;
      carry >>= 32;
    }
}

/* @a is not below @b. */
static void
wide_subtract (Wide *a, const Wide *b)
{
  gint64 borrow = 0;

  for (int i = 0; i < LIMBS; i++)
    {
      gint64 limb = (gint64) a->limbs[i] - b->limbs[i] + borrow;

      a->limbs[i] = (guint32) limb;
      borrow = limb < 0 ? -1 : 0;
    }
}

static void
wide_multiply_small (Wide *a, guint32 factor)
{
  guint64 carry = 0;

  for (int i = 0; i < LIMBS; i++)
    {
      carry += (guint64) a->limbs[i] * factor;
      a->limbs[i] = (guint32) carry;
      carry >>= 32;
    }
}

static guint32
wide_divide_small (Wide *a, guint32 divisor)
{
  guint64 remainder = 0;

  for (int i = LIMBS - 1; i >= 0; i--)
    {
      remainder = remainder << 32 | a->limbs[i];
      a->limbs[i] = (guint32) (remainder / divisor);
      remainder %= divisor;
    }
  return (guint32) remainder;
}

static Wide
wide_multiply (unsigned __int128 a, unsigned __int128 b)
{
  Wide product = { { 0 } };

  for (int i = 0; i < 4; i++)
    {
      guint64 carry = 0;

      for (int j = 0; j < 4; j++)
        {
          carry += (guint64) (guint32) (a >> (32 * i)) * (guint32) (b >> (32 * j)) +
                   product.limbs[i + j];
          product.limbs[i + j] = (guint32) carry;
          carry >>= 32;
        }
      product.limbs[i + 4] = (guint32) carry;
    }
  return product;
}

static void
wide_shift_left (Wide *a)
{
  guint32 carry = 0;

  for (int i = 0; i < LIMBS; i++)
    {
      guint32 next = a->limbs[i] >> 31;

      a->limbs[i] = a->limbs[i] << 1 | carry;
      carry = next;
    }
}

/* Long division, bit by bit; @a becomes the quotient. */
static Wide
wide_divide (Wide *a, const Wide *divisor)
{
  Wide remainder = { { 0 } };

  for (int bit = LIMBS * 32 - 1; bit >= 0; bit--)
    {
      guint32 *limb = &a->limbs[bit / 32];
      guint32 mask = (guint32) 1 << (bit % 32);

      wide_shift_left (&remainder);
      remainder.limbs[0] |= (*limb & mask) != 0;
      *limb &= ~mask;
      if (wide_compare (&remainder, divisor) >= 0)
        {
          wide_subtract (&remainder, divisor);
          *limb |= mask;
        }
    }
  return remainder;
}

/* Takes digits away until the value fits in 96 bits and 28 decimals, and rounds half to even. */
static gboolean
reduce (Wide value, int scale, gboolean negative, ExpressionDecimal *decimal)
{
  gboolean sticky = FALSE;
  guint32 last = 0;

  while (!wide_fits_96 (&value) || scale > MAX_SCALE)
    {
      sticky = sticky || last != 0;
      last = wide_divide_small (&value, 10);
      scale--;
      if (scale < 0)
        return FALSE;
    }
  if (last > 5 || (last == 5 && (sticky || (value.limbs[0] & 1) != 0)))
    {
      wide_add (&value, &(Wide){ { 1 } });
      if (!wide_fits_96 (&value))
        return reduce (value, scale, negative, decimal);
    }
  decimal->mantissa = wide_low (&value);
  decimal->scale = scale;
  decimal->negative = negative;
  return TRUE;
}

static void
strip_zeros (ExpressionDecimal *decimal)
{
  while (decimal->scale > 0 && decimal->mantissa % 10 == 0)
    {
      decimal->mantissa /= 10;
      decimal->scale--;
    }
}

/**
 * expression_decimal_from_double:
 * @number: a number
 * @decimal: (out): it, rounded to 15 significant digits
 *
 * Returns: %FALSE if it is too large
 */
gboolean
expression_decimal_from_double (double number, ExpressionDecimal *decimal)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  unsigned __int128 mantissa = 0;
  int exponent;
  Wide wide;

  memset (decimal, 0, sizeof *decimal);
  if (!isfinite (number) || fabs (number) >= 79228162514264337593543950336.0) /* 2^96 */
    return FALSE;
  if (fabs (number) < 1e-29)
    return TRUE;
  g_ascii_formatd (text, sizeof text, "%.14e", fabs (number));
  for (const char *c = text; *c != 'e'; c++)
    if (g_ascii_isdigit (*c))
      mantissa = mantissa * 10 + (unsigned) (*c - '0');
  exponent = (int) g_ascii_strtoll (strchr (text, 'e') + 1, NULL, 10) - (SIGNIFICANT_DIGITS - 1);
  wide = wide_from (mantissa);
  for (; exponent > 0; exponent--)
    wide_multiply_small (&wide, 10);
  if (!reduce (wide, -exponent, number < 0, decimal))
    return FALSE;
  strip_zeros (decimal);
  return TRUE;
}

/**
 * expression_decimal_to_double:
 * @decimal: a decimal
 *
 * Computes as .NET does: the two parts of the mantissa as doubles, divided by a power of ten. That
 * is not always the nearest double.
 *
 * Returns: the number
 */
double
expression_decimal_to_double (const ExpressionDecimal *decimal)
{
  static const double powers[MAX_SCALE + 1] = {
    1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14,
    1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22, 1e23, 1e24, 1e25, 1e26, 1e27, 1e28,
  };
  double low = (double) (guint64) decimal->mantissa;
  double high = (double) (guint64) (decimal->mantissa >> 64);
  double number = (low + high * 18446744073709551616.0) / powers[decimal->scale];

  return decimal->negative ? -number : number;
}

/**
 * expression_decimal_is_zero:
 * @decimal: a decimal
 *
 * Returns: whether it is 0
 */
gboolean
expression_decimal_is_zero (const ExpressionDecimal *decimal)
{
  return decimal->mantissa == 0;
}

static Wide
scaled_up (const ExpressionDecimal *decimal, int scale)
{
  Wide wide = wide_from (decimal->mantissa);

  for (int i = decimal->scale; i < scale; i++)
    wide_multiply_small (&wide, 10);
  return wide;
}

/**
 * expression_decimal_add:
 * @a: a decimal
 * @b: a decimal
 * @sum: (out): their sum
 *
 * Returns: %FALSE if it is too large
 */
gboolean
expression_decimal_add (const ExpressionDecimal *a,
                        const ExpressionDecimal *b,
                        ExpressionDecimal *sum)
{
  int scale = MAX (a->scale, b->scale);
  Wide first = scaled_up (a, scale);
  Wide second = scaled_up (b, scale);

  if (a->negative == b->negative)
    {
      wide_add (&first, &second);
      return reduce (first, scale, a->negative, sum);
    }
  if (wide_compare (&first, &second) >= 0)
    {
      wide_subtract (&first, &second);
      return reduce (first, scale, a->negative && !wide_is_zero (&first), sum);
    }
  wide_subtract (&second, &first);
  return reduce (second, scale, b->negative, sum);
}

/**
 * expression_decimal_multiply:
 * @a: a decimal
 * @b: a decimal
 * @product: (out): their product
 *
 * Returns: %FALSE if it is too large
 */
gboolean
expression_decimal_multiply (const ExpressionDecimal *a,
                             const ExpressionDecimal *b,
                             ExpressionDecimal *product)
{
  Wide wide = wide_multiply (a->mantissa, b->mantissa);

  return reduce (wide, a->scale + b->scale, a->negative != b->negative && !wide_is_zero (&wide),
                 product);
}

/**
 * expression_decimal_divide:
 * @a: a decimal
 * @b: a decimal that is not 0
 * @quotient: (out): as many digits as fit, rounded half to even, without zeros at the end
 *
 * Returns: %FALSE if it is too large
 */
gboolean
expression_decimal_divide (const ExpressionDecimal *a,
                           const ExpressionDecimal *b,
                           ExpressionDecimal *quotient)
{
  Wide divisor = wide_from (b->mantissa);
  Wide dividend = wide_from (a->mantissa);
  Wide limit = { { 0 } };
  Wide remainder;
  int scale = a->scale - b->scale;

  /* More digits than can be kept: the quotient gets just above 96 bits. */
  memcpy (limit.limbs + 3, divisor.limbs, 3 * sizeof (guint32));
  while (scale <= MAX_SCALE && wide_compare (&dividend, &limit) < 0)
    {
      wide_multiply_small (&dividend, 10);
      scale++;
    }
  remainder = wide_divide (&dividend, &divisor);
  /* What is left decides a tie: it stands for more digits that are not all 0. */
  wide_multiply_small (&dividend, 10);
  if (!wide_is_zero (&remainder))
    wide_add (&dividend, &(Wide){ { 1 } });
  scale++;
  if (!reduce (dividend, scale, a->negative != b->negative && a->mantissa != 0, quotient))
    return FALSE;
  strip_zeros (quotient);
  return TRUE;
}
