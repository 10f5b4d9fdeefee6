#include "cboostmath.h"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/non_central_t.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <limits>

namespace {

using namespace boost::math::policies;

// Every error becomes a NaN or an infinity: an exception must not cross into C.
using Quiet = policy<
    domain_error<ignore_error>, pole_error<ignore_error>, overflow_error<ignore_error>, underflow_error<ignore_error>,
    denorm_error<ignore_error>, rounding_error<ignore_error>, evaluation_error<ignore_error>,
    indeterminate_result_error<ignore_error>, discrete_quantile<integer_round_up>>;

template <typename Body>
double guarded(Body body) {
  try {
    return body();
  } catch (...) {
    return std::numeric_limits<double>::quiet_NaN();
  }
}

using Normal = boost::math::normal_distribution<double, Quiet>;
using Student = boost::math::students_t_distribution<double, Quiet>;
using NoncentralT = boost::math::non_central_t_distribution<double, Quiet>;
using ChiSquared = boost::math::chi_squared_distribution<double, Quiet>;
using Beta = boost::math::beta_distribution<double, Quiet>;
using Binomial = boost::math::binomial_distribution<double, Quiet>;

}  // namespace

extern "C" {

double bm_normal_quantile(double p) {
  return guarded([=] { return quantile(Normal(), p); });
}

double bm_normal_cdf(double x) {
  return guarded([=] { return cdf(Normal(), x); });
}

double bm_normal_upper(double x) {
  return guarded([=] { return cdf(complement(Normal(), x)); });
}

double bm_student_quantile(double p, double df) {
  return guarded([=] { return quantile(Student(df), p); });
}

double bm_student_upper(double x, double df) {
  return guarded([=] { return cdf(complement(Student(df), x)); });
}

double bm_noncentral_t_cdf(double x, double df, double delta) {
  return guarded([=] { return cdf(NoncentralT(df, delta), x); });
}

double bm_chi_squared_upper(double x, double df) {
  return guarded([=] { return cdf(complement(ChiSquared(df), x)); });
}

double bm_beta_quantile(double p, double a, double b) {
  return guarded([=] { return quantile(Beta(a, b), p); });
}

double bm_binomial_quantile(double q, double n, double p) {
  return guarded([=] { return quantile(Binomial(n, p), q); });
}

double bm_log_gamma(double x) {
  return guarded([=] { return boost::math::lgamma(x, Quiet()); });
}
}
