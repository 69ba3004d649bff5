// The functions themselves, in place of the C library's (GNU/Linux): each says its name, then does its work. No header may declare them here,
// because their true signatures differ in attributes; only their calling convention matters.
#include "AudioThread/Forbidden.h"

#include <dlfcn.h>
#include <stddef.h>

namespace
{
struct Count
{
    int depth = 0, calls = 0;
    const char* first = "";
};
constinit thread_local Count count;
} // namespace

Forbidden::Forbidden() noexcept : before (count.calls)
{
    if (count.depth++ == 0) count.first = "";
}
Forbidden::~Forbidden() { --count.depth; }
int Forbidden::calls() const noexcept { return count.calls - before; }
const char* Forbidden::first() const noexcept { return count.first; }

#if LULL_COUNTING
namespace
{
void say (const char* name) noexcept
{
    if (count.depth == 0) return;
    if (*count.first == 0) count.first = name;
    ++count.calls;
}

template <class Function>
Function behind (void*& known, const char* name) noexcept
{
    if (known == nullptr) known = dlsym (RTLD_NEXT, name);
    return reinterpret_cast<Function> (known);
}
} // namespace

// Allocation: the C library's own names, because dlsym may itself allocate.
extern "C"
{
    void* __libc_malloc (size_t);
    void* __libc_calloc (size_t, size_t);
    void* __libc_realloc (void*, size_t);
    void* __libc_memalign (size_t, size_t);
    void __libc_free (void*);

    void* malloc (size_t n)
    {
        say ("malloc");
        return __libc_malloc (n);
    }
    void* calloc (size_t n, size_t each)
    {
        say ("calloc");
        return __libc_calloc (n, each);
    }
    void* realloc (void* p, size_t n)
    {
        say ("realloc");
        return __libc_realloc (p, n);
    }
    void* memalign (size_t align, size_t n)
    {
        say ("memalign");
        return __libc_memalign (align, n);
    }
    void* aligned_alloc (size_t align, size_t n)
    {
        say ("aligned_alloc");
        return __libc_memalign (align, n);
    }
    void free (void* p)
    {
        say ("free");
        __libc_free (p);
    }
    int posix_memalign (void** p, size_t align, size_t n)
    {
        say ("posix_memalign");
        *p = __libc_memalign (align, n);
        return *p != nullptr ? 0 : 12; // ENOMEM
    }
}

 #define LULL_FORBID(result, name, parameters, arguments)                                                                                                      \
  extern "C" result name parameters                                                                                                                            \
  {                                                                                                                                                            \
   static void* known = nullptr;                                                                                                                               \
   say (#name);                                                                                                                                                \
   return behind<result (*) parameters> (known, #name) arguments;                                                                                              \
  }

using Any = void*;
using Word = long;

// Locks and waiting
LULL_FORBID (int, pthread_mutex_lock, (Any m), (m))
LULL_FORBID (int, pthread_mutex_trylock, (Any m), (m))
LULL_FORBID (int, pthread_mutex_timedlock, (Any m, Any t), (m, t))
LULL_FORBID (int, pthread_mutex_clocklock, (Any m, int c, Any t), (m, c, t))
LULL_FORBID (int, pthread_mutex_unlock, (Any m), (m))
LULL_FORBID (int, pthread_rwlock_rdlock, (Any m), (m))
LULL_FORBID (int, pthread_rwlock_wrlock, (Any m), (m))
LULL_FORBID (int, pthread_rwlock_unlock, (Any m), (m))
LULL_FORBID (int, pthread_spin_lock, (Any m), (m))
LULL_FORBID (int, pthread_cond_wait, (Any c, Any m), (c, m))
LULL_FORBID (int, pthread_cond_timedwait, (Any c, Any m, Any t), (c, m, t))
LULL_FORBID (int, pthread_cond_clockwait, (Any c, Any m, int k, Any t), (c, m, k, t))
LULL_FORBID (int, pthread_cond_signal, (Any c), (c))
LULL_FORBID (int, pthread_cond_broadcast, (Any c), (c))
LULL_FORBID (int, pthread_barrier_wait, (Any b), (b))
LULL_FORBID (int, pthread_create, (Any t, Any a, Any f, Any x), (t, a, f, x))
LULL_FORBID (int, pthread_join, (Word t, Any r), (t, r))
LULL_FORBID (int, sem_wait, (Any s), (s))
LULL_FORBID (int, sem_timedwait, (Any s, Any t), (s, t))
LULL_FORBID (int, sem_post, (Any s), (s))
LULL_FORBID (int, sched_yield, (), ())
LULL_FORBID (int, nanosleep, (Any t, Any r), (t, r))
LULL_FORBID (int, clock_nanosleep, (int c, int f, Any t, Any r), (c, f, t, r))
LULL_FORBID (int, usleep, (unsigned t), (t))
LULL_FORBID (unsigned, sleep, (unsigned t), (t))
LULL_FORBID (int, poll, (Any f, unsigned long n, int t), (f, n, t))
LULL_FORBID (int, ppoll, (Any f, unsigned long n, Any t, Any s), (f, n, t, s))
LULL_FORBID (int, select, (int n, Any r, Any w, Any e, Any t), (n, r, w, e, t))
LULL_FORBID (int, epoll_wait, (int e, Any v, int n, int t), (e, v, n, t))

// Files, memory maps and whatever else goes to the kernel
LULL_FORBID (Word, write, (int f, const void* p, size_t n), (f, p, n))
LULL_FORBID (Word, read, (int f, Any p, size_t n), (f, p, n))
LULL_FORBID (Word, pwrite, (int f, const void* p, size_t n, Word at), (f, p, n, at))
LULL_FORBID (Word, pread, (int f, Any p, size_t n, Word at), (f, p, n, at))
LULL_FORBID (Word, writev, (int f, Any v, int n), (f, v, n))
LULL_FORBID (Word, readv, (int f, Any v, int n), (f, v, n))
LULL_FORBID (Word, send, (int f, const void* p, size_t n, int flags), (f, p, n, flags))
LULL_FORBID (Word, recv, (int f, Any p, size_t n, int flags), (f, p, n, flags))
LULL_FORBID (Word, sendto, (int f, const void* p, size_t n, int flags, Any a, unsigned l), (f, p, n, flags, a, l))
LULL_FORBID (Word, sendmsg, (int f, Any m, int flags), (f, m, flags))
LULL_FORBID (Word, recvmsg, (int f, Any m, int flags), (f, m, flags))
LULL_FORBID (int, open, (const char* p, int f, unsigned mode), (p, f, mode))
LULL_FORBID (int, open64, (const char* p, int f, unsigned mode), (p, f, mode))
LULL_FORBID (int, openat, (int d, const char* p, int f, unsigned mode), (d, p, f, mode))
LULL_FORBID (int, close, (int f), (f))
LULL_FORBID (int, fsync, (int f), (f))
LULL_FORBID (Word, lseek, (int f, Word at, int from), (f, at, from))
LULL_FORBID (int, ioctl, (int f, unsigned long what, Any p), (f, what, p))
LULL_FORBID (Any, mmap, (Any p, size_t n, int prot, int flags, int f, Word at), (p, n, prot, flags, f, at))
LULL_FORBID (int, munmap, (Any p, size_t n), (p, n))
LULL_FORBID (int, mprotect, (Any p, size_t n, int prot), (p, n, prot))
LULL_FORBID (int, madvise, (Any p, size_t n, int what), (p, n, what))
LULL_FORBID (Word, syscall, (Word n, Word a, Word b, Word c, Word d, Word e, Word f), (n, a, b, c, d, e, f)) // futexes too
LULL_FORBID (Any, fopen, (const char* p, const char* mode), (p, mode))
LULL_FORBID (Any, fopen64, (const char* p, const char* mode), (p, mode))
LULL_FORBID (int, fclose, (Any f), (f))
LULL_FORBID (size_t, fwrite, (const void* p, size_t n, size_t each, Any f), (p, n, each, f))
LULL_FORBID (size_t, fread, (Any p, size_t n, size_t each, Any f), (p, n, each, f))
LULL_FORBID (int, fputs, (const char* s, Any f), (s, f))
LULL_FORBID (int, puts, (const char* s), (s))
LULL_FORBID (int, fflush, (Any f), (f))
#endif
