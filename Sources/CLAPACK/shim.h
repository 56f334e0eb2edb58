#pragma once

// The routines of LAPACK and BLAS that Headway calls, and nothing else.
//
// Debian ships no LAPACK header, so the Fortran symbols are declared here. Every CHARACTER argument has a
// hidden trailing length, passed as `size_t` (the ABI of gfortran since version 8). The `static inline`
// wrappers take scalars by value, pass those lengths, and return `info`; only they are meant for Swift.
// Reference pages: https://netlib.org/lapack/explore-html/

#include <dlfcn.h>
#include <stddef.h>

extern void dgeqrf_(const int *m, const int *n, double *a, const int *lda, double *tau, double *work,
                    const int *lwork, int *info);
extern void dgeqp3_(const int *m, const int *n, double *a, const int *lda, int *jpvt, double *tau,
                    double *work, const int *lwork, int *info);
extern void dormqr_(const char *side, const char *trans, const int *m, const int *n, const int *k,
                    const double *a, const int *lda, const double *tau, double *c, const int *ldc,
                    double *work, const int *lwork, int *info, size_t, size_t);
extern void dtrtrs_(const char *uplo, const char *trans, const char *diag, const int *n, const int *nrhs,
                    const double *a, const int *lda, double *b, const int *ldb, int *info, size_t, size_t,
                    size_t);
extern void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info, size_t);
extern void dpotrs_(const char *uplo, const int *n, const int *nrhs, const double *a, const int *lda,
                    double *b, const int *ldb, int *info, size_t);
extern void dgesvd_(const char *jobu, const char *jobvt, const int *m, const int *n, double *a,
                    const int *lda, double *s, double *u, const int *ldu, double *vt, const int *ldvt,
                    double *work, const int *lwork, int *info, size_t, size_t);
extern void dgemm_(const char *transa, const char *transb, const int *m, const int *n, const int *k,
                   const double *alpha, const double *a, const int *lda, const double *b, const int *ldb,
                   const double *beta, double *c, const int *ldc, size_t, size_t);
extern void dgemv_(const char *trans, const int *m, const int *n, const double *alpha, const double *a,
                   const int *lda, const double *x, const int *incx, const double *beta, double *y,
                   const int *incy, size_t);
extern void dsyrk_(const char *uplo, const char *trans, const int *n, const int *k, const double *alpha,
                   const double *a, const int *lda, const double *beta, double *c, const int *ldc, size_t,
                   size_t);

/// QR factorization, A = QR. https://netlib.org/lapack/explore-html/ (geqrf)
static inline int clapack_dgeqrf(int m, int n, double *a, int lda, double *tau, double *work, int lwork) {
  int info = 0;
  dgeqrf_(&m, &n, a, &lda, tau, work, &lwork, &info);
  return info;
}

/// QR factorization with column pivoting, AP = QR (geqp3).
static inline int clapack_dgeqp3(int m, int n, double *a, int lda, int *jpvt, double *tau, double *work,
                                 int lwork) {
  int info = 0;
  dgeqp3_(&m, &n, a, &lda, jpvt, tau, work, &lwork, &info);
  return info;
}

/// C := QC (trans 'N') or QᵀC (trans 'T'), with Q from a QR factorization (ormqr).
static inline int clapack_dormqr(char trans, int m, int n, int k, const double *a, int lda,
                                 const double *tau, double *c, int ldc, double *work, int lwork) {
  int info = 0;
  const char side = 'L';
  dormqr_(&side, &trans, &m, &n, &k, a, &lda, tau, c, &ldc, work, &lwork, &info, 1, 1);
  return info;
}

/// Solves a triangular system; `info` > 0 names a zero on the diagonal (trtrs).
static inline int clapack_dtrtrs(char uplo, char trans, int n, int nrhs, const double *a, int lda, double *b,
                                 int ldb) {
  int info = 0;
  const char diag = 'N';
  dtrtrs_(&uplo, &trans, &diag, &n, &nrhs, a, &lda, b, &ldb, &info, 1, 1, 1);
  return info;
}

/// Cholesky factorization of the lower triangle; `info` > 0 names the first non-positive pivot (potrf).
static inline int clapack_dpotrf(int n, double *a, int lda) {
  int info = 0;
  const char uplo = 'L';
  dpotrf_(&uplo, &n, a, &lda, &info, 1);
  return info;
}

/// Solves with a lower Cholesky factor (potrs).
static inline int clapack_dpotrs(int n, int nrhs, const double *a, int lda, double *b, int ldb) {
  int info = 0;
  const char uplo = 'L';
  dpotrs_(&uplo, &n, &nrhs, a, &lda, b, &ldb, &info, 1);
  return info;
}

/// Singular values only (gesvd).
static inline int clapack_dgesvd(int m, int n, double *a, int lda, double *s, double *work, int lwork) {
  int info = 0;
  const int one = 1;
  const char none = 'N';
  double unused = 0;
  dgesvd_(&none, &none, &m, &n, a, &lda, s, &unused, &one, &unused, &one, work, &lwork, &info, 1, 1);
  return info;
}

/// C := AB (trans 'N') or AᵀB (trans 'T') (gemm).
static inline void clapack_dgemm(char trans, int m, int n, int k, const double *a, int lda, const double *b,
                                 int ldb, double *c, int ldc) {
  const char plain = 'N';
  const double one = 1, zero = 0;
  dgemm_(&trans, &plain, &m, &n, &k, &one, a, &lda, b, &ldb, &zero, c, &ldc, 1, 1);
}

/// y := Ax (trans 'N') or Aᵀx (trans 'T') (gemv).
static inline void clapack_dgemv(char trans, int m, int n, const double *a, int lda, const double *x,
                                 double *y) {
  const int step = 1;
  const double one = 1, zero = 0;
  dgemv_(&trans, &m, &n, &one, a, &lda, x, &step, &zero, y, &step, 1);
}

/// The lower triangle of C := AᵀA (syrk).
static inline void clapack_dsyrk(int n, int k, const double *a, int lda, double *c, int ldc) {
  const char uplo = 'L', trans = 'T';
  const double one = 1, zero = 0;
  dsyrk_(&uplo, &trans, &n, &k, &one, a, &lda, &zero, c, &ldc, 1, 1);
}

/// Holds OpenBLAS, where it stands in for the reference library, to one thread per call.
///
/// Its own threads inside our concurrent tasks fight over the cores. An environment variable set inside the
/// process comes too late, hence the lookup; under the reference library the symbol is absent.
static inline void clapack_use_one_thread(void) {
  void *process = dlopen(NULL, RTLD_NOW);
  if (process == NULL) return;
  void (*set_threads)(int) = (void (*)(int))dlsym(process, "openblas_set_num_threads");
  if (set_threads != NULL) set_threads(1);
}
