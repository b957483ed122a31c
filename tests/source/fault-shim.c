/* fault-shim.c: preloaded into a program: lets its Nth system call kill it or fail
 *
 * FAULT_AT is N, counted from fault_start(); FAULT_ERRNO the error, 0 kills. A write that is killed
 * writes half of its bytes first. Nothing waits for the disk: a killed program is no power loss.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
/* Both families of calls are wrapped, so neither may be an alias of the other. */
#undef _FILE_OFFSET_BITS
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

void fault_start (void);
int fault_struck (void);

static long countdown = -1;
static int struck;

/* The program calls this where what is to be tested begins. */
void
fault_start (void)
{
  const char *at = getenv ("FAULT_AT");

  countdown = at != NULL ? atol (at) : -1;
}

/* Returns: whether a call was made to fail */
int
fault_struck (void)
{
  return struck;
}

/* Returns: whether this call is to fail, errno set; does not return if it is to kill */
static int
strikes (void)
{
  const char *code = getenv ("FAULT_ERRNO");

  if (countdown < 0 || --countdown != 0)
    return 0;
  countdown = -1;
  struck = 1;
  errno = code != NULL ? atoi (code) : 0;
  if (errno == 0)
    kill (getpid (), SIGKILL);
  return 1;
}

#define REAL(name) ((__typeof__ (&name)) dlsym (RTLD_NEXT, #name))

static int
open_mode (int flags, va_list args)
{
  return flags & (O_CREAT | O_TMPFILE) ? va_arg (args, int) : 0;
}

int
open (const char *path, int flags, ...)
{
  va_list args;
  int mode;

  va_start (args, flags);
  mode = open_mode (flags, args);
  va_end (args);
  return strikes () ? -1 : REAL (open) (path, flags, mode);
}

int
open64 (const char *path, int flags, ...)
{
  va_list args;
  int mode;

  va_start (args, flags);
  mode = open_mode (flags, args);
  va_end (args);
  return strikes () ? -1 : REAL (open64) (path, flags, mode);
}

ssize_t
write (int fd, const void *data, size_t length)
{
  const char *code = getenv ("FAULT_ERRNO");

  if (countdown == 1 && (code == NULL || atoi (code) == 0))
    {
      ssize_t ignored = REAL (write) (fd, data, length / 2);

      (void) ignored;
    }
  return strikes () ? -1 : REAL (write) (fd, data, length);
}

int
fsync (int fd)
{
  return strikes () ? -1 : 0;
}

int
ftruncate (int fd, off_t length)
{
  return strikes () ? -1 : REAL (ftruncate) (fd, length);
}

int
ftruncate64 (int fd, off64_t length)
{
  return strikes () ? -1 : REAL (ftruncate64) (fd, length);
}

int
fchmod (int fd, mode_t mode)
{
  return strikes () ? -1 : REAL (fchmod) (fd, mode);
}

int
rename (const char *from, const char *to)
{
  return strikes () ? -1 : REAL (rename) (from, to);
}

int
renameat2 (int from_fd, const char *from, int to_fd, const char *to, unsigned int flags)
{
  return strikes () ? -1 : REAL (renameat2) (from_fd, from, to_fd, to, flags);
}

int
unlink (const char *path)
{
  return strikes () ? -1 : REAL (unlink) (path);
}

int
mkdir (const char *path, mode_t mode)
{
  return strikes () ? -1 : REAL (mkdir) (path, mode);
}
