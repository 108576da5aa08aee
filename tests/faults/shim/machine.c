/*
 * A machine that fails on demand: loaded with LD_PRELOAD before the processes under test. For every file whose path
 * begins with SHIM_FILES (the database and its log; never -shm, which is memory) it can
 *   SHIM_LOG    write down what was written, cut and synced, in the order in which it was true;
 *   SHIM_SYNC   "lies": answer each sync at once without doing or logging it;
 *   SHIM_QUOTA  name a file with one 64-bit number, the largest size in bytes that a file may get: ENOSPC beyond it;
 *   SHIM_CLOCK  name a file with one 64-bit number, added to the wall clock in milliseconds (no other clock moves).
 *
 * The log is conservative. A write is logged after it was done; a sync is logged twice, before it begins and after it
 * has ended, and holds only for writes logged before it began. So nothing counts as durable that might not be.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

/* One record: this head, then `size` bytes of data for a write. `file` is 0 for the database, 1 for its log. */
struct head {
  char kind; /* W write, T truncate, B sync begins, E sync has ended */
  uint8_t file;
  uint16_t database;
  uint32_t size;
  uint64_t offset;
  uint64_t id; /* pairs B with E */
};

static const char *files;
static int log_fd = -1;
static int lies;
static int64_t *quota;
static int64_t *clock_offset;
static uint64_t last_id;

static ssize_t (*real_pwrite64)(int, const void *, size_t, off64_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_ftruncate64)(int, off64_t);
static int (*real_clock_gettime)(clockid_t, struct timespec *);
static int (*real_gettimeofday)(struct timeval *, void *);

static int64_t *number_in(const char *variable) {
  const char *path = getenv(variable);
  if (!path) return NULL;
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return NULL;
  void *at = mmap(NULL, sizeof(int64_t), PROT_READ, MAP_SHARED, fd, 0);
  close(fd);
  return at == MAP_FAILED ? NULL : at;
}

__attribute__((constructor)) static void start(void) {
  real_pwrite64 = dlsym(RTLD_NEXT, "pwrite64");
  real_fsync = dlsym(RTLD_NEXT, "fsync");
  real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
  real_ftruncate64 = dlsym(RTLD_NEXT, "ftruncate64");
  real_clock_gettime = dlsym(RTLD_NEXT, "clock_gettime");
  real_gettimeofday = dlsym(RTLD_NEXT, "gettimeofday");
  files = getenv("SHIM_FILES");
  const char *sync = getenv("SHIM_SYNC");
  lies = sync && strcmp(sync, "lies") == 0;
  quota = number_in("SHIM_QUOTA");
  clock_offset = number_in("SHIM_CLOCK");
  const char *path = getenv("SHIM_LOG");
  if (path) log_fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  last_id = (uint64_t)getpid() << 32;
}

/* Which file of which database a descriptor is; -1 for any other. SHIM_FILES holds paths of databases, one a line. */
static int which(int fd, int *database) {
  if (!files) return -1;
  char link[64], path[4096];
  int n = 0;
  char digits[16];
  for (int rest = fd; rest > 0 || n == 0; rest /= 10) digits[n++] = (char)('0' + rest % 10);
  strcpy(link, "/proc/self/fd/");
  size_t end = strlen(link);
  while (n > 0) link[end++] = digits[--n];
  link[end] = 0;
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return -1;
  path[length] = 0;
  *database = 0;
  for (const char *line = files; *line; (*database)++) {
    const char *stop = strchrnul(line, '\n');
    size_t size = (size_t)(stop - line);
    if (strncmp(path, line, size) == 0) {
      if (path[size] == 0) return 0;
      if (strcmp(path + size, "-wal") == 0) return 1;
    }
    line = *stop ? stop + 1 : stop;
  }
  return -1;
}

static void note(char kind, int file, int database, uint64_t offset, uint64_t id, const void *data, size_t size) {
  if (log_fd < 0) return;
  struct head head = {kind, (uint8_t)file, (uint16_t)database, (uint32_t)size, offset, id};
  struct iovec parts[2] = {{&head, sizeof head}, {(void *)data, size}};
  /* One append for the whole record: several processes write into this log. */
  if (writev(log_fd, parts, size > 0 ? 2 : 1) < 0) abort();
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t offset) {
  int database, file = which(fd, &database);
  if (file >= 0 && quota && offset + (int64_t)size > *quota) {
    errno = ENOSPC;
    return -1;
  }
  ssize_t done = real_pwrite64(fd, data, size, offset);
  if (file >= 0 && done > 0) note('W', file, database, (uint64_t)offset, 0, data, (size_t)done);
  return done;
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t offset) { return pwrite64(fd, data, size, offset); }

int ftruncate64(int fd, off64_t length) {
  int database, file = which(fd, &database);
  int result = real_ftruncate64(fd, length);
  if (file >= 0 && result == 0) note('T', file, database, (uint64_t)length, 0, NULL, 0);
  return result;
}
int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

static int synced(int fd, int (*real)(int)) {
  int database, file = which(fd, &database);
  if (file < 0) return real(fd);
  if (lies) return 0;
  uint64_t id = __atomic_add_fetch(&last_id, 1, __ATOMIC_RELAXED);
  note('B', file, database, 0, id, NULL, 0);
  int result = real(fd);
  if (result == 0) note('E', file, database, 0, id, NULL, 0);
  return result;
}
int fsync(int fd) { return synced(fd, real_fsync); }
int fdatasync(int fd) { return synced(fd, real_fdatasync); }

int clock_gettime(clockid_t clock, struct timespec *time) {
  int result = real_clock_gettime(clock, time);
  if (result == 0 && clock_offset && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
    int64_t nanoseconds = time->tv_nsec + (*clock_offset % 1000) * 1000000;
    time->tv_sec += *clock_offset / 1000;
    if (nanoseconds >= 1000000000) nanoseconds -= 1000000000, time->tv_sec += 1;
    if (nanoseconds < 0) nanoseconds += 1000000000, time->tv_sec -= 1;
    time->tv_nsec = nanoseconds;
  }
  return result;
}

int gettimeofday(struct timeval *time, void *zone) {
  int result = real_gettimeofday(time, zone);
  if (result == 0 && clock_offset) {
    int64_t microseconds = time->tv_usec + (*clock_offset % 1000) * 1000;
    time->tv_sec += *clock_offset / 1000;
    if (microseconds >= 1000000) microseconds -= 1000000, time->tv_sec += 1;
    if (microseconds < 0) microseconds += 1000000, time->tv_sec -= 1;
    time->tv_usec = microseconds;
  }
  return result;
}
