#ifndef BOARDPACK_CBOOSTMATH_H
#define BOARDPACK_CBOOSTMATH_H

// Distributions of Boost.Math behind plain C. An argument outside a function's domain gives NaN; nothing is thrown.

#ifdef __cplusplus
extern "C" {
#endif

/// Quantile of the standard normal distribution.
double bm_normal_quantile(double p);
/// P(Z <= x) for a standard normal Z.
double bm_normal_cdf(double x);
/// P(Z > x) for a standard normal Z, accurate far in the tail.
double bm_normal_upper(double x);
/// Quantile of Student's t with df degrees of freedom.
double bm_student_quantile(double p, double df);
/// P(T > x) for Student's t with df degrees of freedom.
double bm_student_upper(double x, double df);
/// P(T <= x) for the noncentral t with df degrees of freedom and noncentrality delta.
double bm_noncentral_t_cdf(double x, double df, double delta);
/// P(X > x) for chi-squared with df degrees of freedom.
double bm_chi_squared_upper(double x, double df);
/// Quantile of Beta(a, b).
double bm_beta_quantile(double p, double a, double b);
/// Smallest k with P(X <= k) >= q for a binomial X of n trials with probability p.
double bm_binomial_quantile(double q, double n, double p);
/// Natural logarithm of the gamma function.
double bm_log_gamma(double x);

#ifdef __cplusplus
}
#endif

#endif
