#pragma once

// The routines of LAPACK and BLAS that Headway calls, looked up when the first of them is needed.
//
// Linking LAPACK would cost every run of the command 4 ms, `--help` too: OpenBLAS and gfortran's library to
// load and relocate, threads to start. Hence nothing is linked, only declared; Debian ships no LAPACK header
// anyway. Every CHARACTER argument has a hidden trailing length, passed as `size_t` (the ABI of gfortran since
// version 8). The `static inline` wrappers take scalars by value, pass those lengths, and return `info`; only
// they are meant for Swift. Reference pages: https://netlib.org/lapack/explore-html/

#include <dlfcn.h>
#include <stddef.h>

/// Function pointers of one loaded library.
typedef struct {
  void (*dgeqrf)(const int *m, const int *n, double *a, const int *lda, double *tau, double *work,
                 const int *lwork, int *info);
  void (*dgeqp3)(const int *m, const int *n, double *a, const int *lda, int *jpvt, double *tau, double *work,
                 const int *lwork, int *info);
  void (*dormqr)(const char *side, const char *trans, const int *m, const int *n, const int *k, const double *a,
                 const int *lda, const double *tau, double *c, const int *ldc, double *work, const int *lwork,
                 int *info, size_t, size_t);
  void (*dtrtrs)(const char *uplo, const char *trans, const char *diag, const int *n, const int *nrhs,
                 const double *a, const int *lda, double *b, const int *ldb, int *info, size_t, size_t, size_t);
  void (*dpotrf)(const char *uplo, const int *n, double *a, const int *lda, int *info, size_t);
  void (*dpotrs)(const char *uplo, const int *n, const int *nrhs, const double *a, const int *lda, double *b,
                 const int *ldb, int *info, size_t);
  void (*dgesvd)(const char *jobu, const char *jobvt, const int *m, const int *n, double *a, const int *lda,
                 double *s, double *u, const int *ldu, double *vt, const int *ldvt, double *work,
                 const int *lwork, int *info, size_t, size_t);
  void (*dgemm)(const char *transa, const char *transb, const int *m, const int *n, const int *k,
                const double *alpha, const double *a, const int *lda, const double *b, const int *ldb,
                const double *beta, double *c, const int *ldc, size_t, size_t);
  void (*dgemv)(const char *trans, const int *m, const int *n, const double *alpha, const double *a,
                const int *lda, const double *x, const int *incx, const double *beta, double *y,
                const int *incy, size_t);
  void (*dsyrk)(const char *uplo, const char *trans, const int *n, const int *k, const double *alpha,
                const double *a, const int *lda, const double *beta, double *c, const int *ldc, size_t, size_t);
} LAPACKFunctions;

/// Loads the library and finds the routines; 0 if it is not installed or lacks one of them.
///
/// BLAS is found among what LAPACK itself needs. OpenBLAS, where it stands in for the reference libraries, is
/// held to one thread per call: its own threads inside our concurrent tasks fight over the cores.
static inline int clapack_load(LAPACKFunctions *f) {
  static const char *const names[] = {"liblapack.so.3", "liblapack.so",
                                      "/System/Library/Frameworks/Accelerate.framework/Accelerate"};
  void *library = NULL;
  for (size_t i = 0; i < sizeof names / sizeof names[0] && library == NULL; i++) {
    library = dlopen(names[i], RTLD_LAZY | RTLD_LOCAL);
  }
  if (library == NULL) return 0;
  void (*set_threads)(int) = (void (*)(int))dlsym(library, "openblas_set_num_threads");
  if (set_threads != NULL) set_threads(1);
#define CLAPACK_FIND(routine) \
  if ((*(void **)&f->routine = dlsym(library, #routine "_")) == NULL) return 0
  CLAPACK_FIND(dgeqrf);
  CLAPACK_FIND(dgeqp3);
  CLAPACK_FIND(dormqr);
  CLAPACK_FIND(dtrtrs);
  CLAPACK_FIND(dpotrf);
  CLAPACK_FIND(dpotrs);
  CLAPACK_FIND(dgesvd);
  CLAPACK_FIND(dgemm);
  CLAPACK_FIND(dgemv);
  CLAPACK_FIND(dsyrk);
#undef CLAPACK_FIND
  return 1;
}

/// QR factorization, A = QR. https://netlib.org/lapack/explore-html/ (geqrf)
static inline int clapack_dgeqrf(const LAPACKFunctions *f, int m, int n, double *a, int lda, double *tau,
                                 double *work, int lwork) {
  int info = 0;
  f->dgeqrf(&m, &n, a, &lda, tau, work, &lwork, &info);
  return info;
}

/// QR factorization with column pivoting, AP = QR (geqp3).
static inline int clapack_dgeqp3(const LAPACKFunctions *f, int m, int n, double *a, int lda, int *jpvt,
                                 double *tau, double *work, int lwork) {
  int info = 0;
  f->dgeqp3(&m, &n, a, &lda, jpvt, tau, work, &lwork, &info);
  return info;
}

/// C := QC (trans 'N') or QᵀC (trans 'T'), with Q from a QR factorization (ormqr).
static inline int clapack_dormqr(const LAPACKFunctions *f, char trans, int m, int n, int k, const double *a,
                                 int lda, const double *tau, double *c, int ldc, double *work, int lwork) {
  int info = 0;
  const char side = 'L';
  f->dormqr(&side, &trans, &m, &n, &k, a, &lda, tau, c, &ldc, work, &lwork, &info, 1, 1);
  return info;
}

/// Solves a triangular system; `info` > 0 names a zero on the diagonal (trtrs).
static inline int clapack_dtrtrs(const LAPACKFunctions *f, char uplo, char trans, int n, int nrhs,
                                 const double *a, int lda, double *b, int ldb) {
  int info = 0;
  const char diag = 'N';
  f->dtrtrs(&uplo, &trans, &diag, &n, &nrhs, a, &lda, b, &ldb, &info, 1, 1, 1);
  return info;
}

/// Cholesky factorization of the lower triangle; `info` > 0 names the first non-positive pivot (potrf).
static inline int clapack_dpotrf(const LAPACKFunctions *f, int n, double *a, int lda) {
  int info = 0;
  const char uplo = 'L';
  f->dpotrf(&uplo, &n, a, &lda, &info, 1);
  return info;
}

/// Solves with a lower Cholesky factor (potrs).
static inline int clapack_dpotrs(const LAPACKFunctions *f, int n, int nrhs, const double *a, int lda, double *b,
                                 int ldb) {
  int info = 0;
  const char uplo = 'L';
  f->dpotrs(&uplo, &n, &nrhs, a, &lda, b, &ldb, &info, 1);
  return info;
}

/// Singular values only (gesvd).
static inline int clapack_dgesvd(const LAPACKFunctions *f, int m, int n, double *a, int lda, double *s,
                                 double *work, int lwork) {
  int info = 0;
  const int one = 1;
  const char none = 'N';
  double unused = 0;
  f->dgesvd(&none, &none, &m, &n, a, &lda, s, &unused, &one, &unused, &one, work, &lwork, &info, 1, 1);
  return info;
}

/// C := AB (trans 'N') or AᵀB (trans 'T') (gemm).
static inline void clapack_dgemm(const LAPACKFunctions *f, char trans, int m, int n, int k, const double *a,
                                 int lda, const double *b, int ldb, double *c, int ldc) {
  const char plain = 'N';
  const double one = 1, zero = 0;
  f->dgemm(&trans, &plain, &m, &n, &k, &one, a, &lda, b, &ldb, &zero, c, &ldc, 1, 1);
}

/// y := Ax (trans 'N') or Aᵀx (trans 'T') (gemv).
static inline void clapack_dgemv(const LAPACKFunctions *f, char trans, int m, int n, const double *a, int lda,
                                 const double *x, double *y) {
  const int step = 1;
  const double one = 1, zero = 0;
  f->dgemv(&trans, &m, &n, &one, a, &lda, x, &step, &zero, y, &step, 1);
}

/// The lower triangle of C := AᵀA (syrk).
static inline void clapack_dsyrk(const LAPACKFunctions *f, int n, int k, const double *a, int lda, double *c,
                                 int ldc) {
  const char uplo = 'L', trans = 'T';
  const double one = 1, zero = 0;
  f->dsyrk(&uplo, &trans, &n, &k, &one, a, &lda, &zero, c, &ldc, 1, 1);
}
