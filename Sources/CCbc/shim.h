#pragma once

// The routines of Cbc's C interface that Headway calls, looked up when the first integer programme is solved.
//
// Linking Cbc would cost every run of the command 5 ms: nine C++ libraries to load and relocate. Hence
// nothing is linked; the types below are those of Cbc_C_Interface.h 2.10, whose libraries carry the version 3.
// Source: https://github.com/coin-or/Cbc/blob/releases/2.10.8/src/Cbc_C_Interface.h

#include <dlfcn.h>
#include <signal.h>
#include <stddef.h>

typedef void CbcModelHandle;

/// Function pointers of one loaded library.
typedef struct {
  CbcModelHandle *(*newModel)(void);
  void (*deleteModel)(CbcModelHandle *);
  void (*loadProblem)(CbcModelHandle *, int columns, int rows, const int *start, const int *index,
                      const double *value, const double *columnLower, const double *columnUpper,
                      const double *cost, const double *rowLower, const double *rowUpper);
  void (*setInteger)(CbcModelHandle *, int column);
  void (*setLogLevel)(CbcModelHandle *, int);
  void (*setParameter)(CbcModelHandle *, const char *name, const char *value);
  void (*setMaximumSeconds)(CbcModelHandle *, double);
  void (*setMaximumNodes)(CbcModelHandle *, int);
  void (*setStart)(CbcModelHandle *, int count, const int *columns, const double *values);
  int (*solve)(CbcModelHandle *);
  int (*status)(CbcModelHandle *);
  int (*secondaryStatus)(CbcModelHandle *);
  int (*isProvenOptimal)(CbcModelHandle *);
  int (*isProvenInfeasible)(CbcModelHandle *);
  double (*bound)(CbcModelHandle *);
  double *(*bestSolution)(CbcModelHandle *);
  const double *(*columnSolution)(CbcModelHandle *);
  int (*nodeCount)(CbcModelHandle *);
} CbcFunctions;

/// Loads the library and finds the routines; 0 if it is not installed or lacks one of them.
///
/// OpenBLAS, where it stands in for the reference library, is held to one thread: Clp factorises with it, and
/// sums in another order could take another path through the tree.
static inline int ccbc_load(CbcFunctions *f) {
  static const char *const names[] = {"libCbcSolver.so.3", "libCbcSolver.so", "libCbcSolver.3.dylib"};
  void *library = NULL;
  for (size_t i = 0; i < sizeof names / sizeof names[0] && library == NULL; i++) {
    library = dlopen(names[i], RTLD_LAZY | RTLD_LOCAL);
  }
  if (library == NULL) return 0;
  void (*set_threads)(int) = (void (*)(int))dlsym(library, "openblas_set_num_threads");
  if (set_threads != NULL) set_threads(1);
#define CCBC_FIND(member, symbol) \
  if ((*(void **)&f->member = dlsym(library, symbol)) == NULL) return 0
  CCBC_FIND(newModel, "Cbc_newModel");
  CCBC_FIND(deleteModel, "Cbc_deleteModel");
  CCBC_FIND(loadProblem, "Cbc_loadProblem");
  CCBC_FIND(setInteger, "Cbc_setInteger");
  CCBC_FIND(setLogLevel, "Cbc_setLogLevel");
  CCBC_FIND(setParameter, "Cbc_setParameter");
  CCBC_FIND(setMaximumSeconds, "Cbc_setMaximumSeconds");
  CCBC_FIND(setMaximumNodes, "Cbc_setMaximumNodes");
  CCBC_FIND(setStart, "Cbc_setMIPStartI");
  CCBC_FIND(solve, "Cbc_solve");
  CCBC_FIND(status, "Cbc_status");
  CCBC_FIND(secondaryStatus, "Cbc_secondaryStatus");
  CCBC_FIND(isProvenOptimal, "Cbc_isProvenOptimal");
  CCBC_FIND(isProvenInfeasible, "Cbc_isProvenInfeasible");
  CCBC_FIND(bound, "Cbc_getBestPossibleObjValue");
  CCBC_FIND(bestSolution, "Cbc_bestSolution");
  CCBC_FIND(columnSolution, "Cbc_getColSolution");
  CCBC_FIND(nodeCount, "Cbc_getNodeCount");
#undef CCBC_FIND
  return 1;
}

/// Gives back to the process an interrupt that Cbc took: while it solves it has a handler of its own for it.
static inline void ccbc_pass_on_interrupt(void) { raise(SIGINT); }
