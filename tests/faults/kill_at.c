/* Preloaded into a program: ends it by SIGKILL right before (or, with KILL_AFTER, right after) its
 * KILL_AT-th write to a socket or a database file. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static long left = -1;
static int after;

static void count(int is_after) {
  if (left < 0) {
    const char* at = getenv("KILL_AT");
    left = at != NULL ? atol(at) : 1L << 40;
    after = getenv("KILL_AFTER") != NULL;
  }
  if (is_after == after && --left <= 0) kill(getpid(), SIGKILL);
}

ssize_t send(int file, const void* bytes, size_t size, int flags) {
  count(0);
  const ssize_t sent = syscall(SYS_sendto, file, bytes, size, flags, NULL, 0);
  count(1);
  return sent;
}

ssize_t pwrite64(int file, const void* bytes, size_t size, off_t offset) {
  count(0);
  const ssize_t written = syscall(SYS_pwrite64, file, bytes, size, offset);
  count(1);
  return written;
}

ssize_t pwrite(int file, const void* bytes, size_t size, off_t offset) {
  return pwrite64(file, bytes, size, offset);
}

int unlink(const char* path) {
  count(0);
  const int answer = (int)syscall(SYS_unlink, path);
  count(1);
  return answer;
}
