// Swift's libraries mention a hundred mathematical functions, of which tt calls few, and those rarely. With these in their
// place, the library of the system that has them is loaded when one is called, and not at every start: that takes 0.1 ms, a
// twentieth of a local command, and as much again where libcurl is loaded, all of whose names would be looked for in it.
// A debug build has Swift's libraries beside it, and its functions from the system.
#ifdef TT_STATIC
#include <features.h>
#endif
#if defined TT_STATIC && defined __GLIBC__
#include <dlfcn.h>
#include <stdlib.h>

static void *find(const char *name) {
  void *library = dlopen("libm.so.6", RTLD_LAZY | RTLD_LOCAL);
  void *function = library ? dlsym(library, name) : NULL;
  if (!function) abort();
  return function;
}

// The name in C is another one, since the compiler knows those of the standard library.
#define FUNCTION(type, name, parameters, arguments)                                     \
  __attribute__((visibility("hidden"))) type tt_##name parameters __asm__(#name);       \
  type tt_##name parameters {                                                           \
    static void *found;                                                                 \
    void *function = __atomic_load_n(&found, __ATOMIC_ACQUIRE);                         \
    if (!function) __atomic_store_n(&found, function = find(#name), __ATOMIC_RELEASE);  \
    return ((type(*) parameters)function)arguments;                                     \
  }

#define EACH_TYPE(ONE, name) ONE(double, name) ONE(float, name##f) ONE(long double, name##l)
#define ONE_NUMBER(type, name) FUNCTION(type, name, (type x), (x))
#define TWO_NUMBERS(type, name) FUNCTION(type, name, (type x, type y), (x, y))
#define THREE_NUMBERS(type, name) FUNCTION(type, name, (type x, type y, type z), (x, y, z))

EACH_TYPE(ONE_NUMBER, acos)
EACH_TYPE(ONE_NUMBER, acosh)
EACH_TYPE(ONE_NUMBER, asin)
EACH_TYPE(ONE_NUMBER, asinh)
EACH_TYPE(ONE_NUMBER, atan)
EACH_TYPE(ONE_NUMBER, atanh)
EACH_TYPE(ONE_NUMBER, cbrt)
EACH_TYPE(ONE_NUMBER, ceil)
EACH_TYPE(ONE_NUMBER, cos)
EACH_TYPE(ONE_NUMBER, cosh)
EACH_TYPE(ONE_NUMBER, erf)
EACH_TYPE(ONE_NUMBER, erfc)
EACH_TYPE(ONE_NUMBER, exp)
EACH_TYPE(ONE_NUMBER, exp2)
EACH_TYPE(ONE_NUMBER, expm1)
EACH_TYPE(ONE_NUMBER, floor)
EACH_TYPE(ONE_NUMBER, log)
EACH_TYPE(ONE_NUMBER, log10)
EACH_TYPE(ONE_NUMBER, log1p)
EACH_TYPE(ONE_NUMBER, log2)
EACH_TYPE(ONE_NUMBER, logb)
EACH_TYPE(ONE_NUMBER, nearbyint)
EACH_TYPE(ONE_NUMBER, rint)
EACH_TYPE(ONE_NUMBER, round)
EACH_TYPE(ONE_NUMBER, sin)
EACH_TYPE(ONE_NUMBER, sinh)
EACH_TYPE(ONE_NUMBER, sqrt)
EACH_TYPE(ONE_NUMBER, tan)
EACH_TYPE(ONE_NUMBER, tanh)
EACH_TYPE(ONE_NUMBER, tgamma)
EACH_TYPE(ONE_NUMBER, trunc)

EACH_TYPE(TWO_NUMBERS, atan2)
EACH_TYPE(TWO_NUMBERS, fdim)
EACH_TYPE(TWO_NUMBERS, fmax)
EACH_TYPE(TWO_NUMBERS, fmin)
EACH_TYPE(TWO_NUMBERS, fmod)
EACH_TYPE(TWO_NUMBERS, hypot)
EACH_TYPE(TWO_NUMBERS, nextafter)
EACH_TYPE(TWO_NUMBERS, pow)
EACH_TYPE(TWO_NUMBERS, remainder)

EACH_TYPE(THREE_NUMBERS, fma)

FUNCTION(double, lgamma_r, (double x, int *sign), (x, sign))
FUNCTION(float, lgammaf_r, (float x, int *sign), (x, sign))
FUNCTION(long double, lgammal_r, (long double x, int *sign), (x, sign))
FUNCTION(double, remquo, (double x, double y, int *quotient), (x, y, quotient))
FUNCTION(float, remquof, (float x, float y, int *quotient), (x, y, quotient))
FUNCTION(long double, remquol, (long double x, long double y, int *quotient), (x, y, quotient))
FUNCTION(double, nan, (const char *payload), (payload))
FUNCTION(float, nanf, (const char *payload), (payload))
FUNCTION(long double, nanl, (const char *payload), (payload))
FUNCTION(double, jn, (int order, double x), (order, x))
FUNCTION(double, yn, (int order, double x), (order, x))
#endif
