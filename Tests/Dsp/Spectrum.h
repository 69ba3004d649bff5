// What a test hears: power spectra, levels of bands, one frequency's amplitude. Test code only; double and slow enough.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <cstddef>
#include <vector>

#include <fftw3.h>

namespace lull::tests
{
// The Fourier transform of real samples: bins 0 to half the length.
class Fourier
{
public:
    explicit Fourier (std::size_t length)
        : in (length),
          out (length / 2 + 1),
          plan (fftw_plan_dft_r2c_1d (static_cast<int> (length), in.data(), reinterpret_cast<fftw_complex*> (out.data()), FFTW_ESTIMATE))
    {}
    ~Fourier() { fftw_destroy_plan (plan); }
    Fourier (const Fourier&) = delete;
    Fourier& operator= (const Fourier&) = delete;

    const std::vector<std::complex<double>>& of() // what stands in `in`
    {
        fftw_execute (plan);
        return out;
    }

    std::vector<double> in;

private:
    std::vector<std::complex<double>> out;
    fftw_plan plan;
};

// Power per Hz, averaged over windows (Hann, half overlapped): bin k is at k x rate / window. level: each window's mean is taken away first.
struct Spectrum
{
    double step = 1.0; // Hz per bin
    std::vector<double> density;

    Spectrum (const std::vector<float>& x, double rate, std::size_t window = 16384, bool level = false)
        : step (rate / static_cast<double> (window)), density (window / 2, 0.0)
    {
        Fourier fourier (window);
        std::vector<double> hann (window);
        for (std::size_t i = 0; i < window; ++i) hann[i] = 0.5 - 0.5 * std::cos (6.283185307179586 * static_cast<double> (i) / static_cast<double> (window));
        int count = 0;
        for (std::size_t at = 0; at + window <= x.size(); at += window / 2, ++count)
        {
            double mean = 0.0;
            for (std::size_t i = 0; level && i < window; ++i) mean += static_cast<double> (x[at + i]) / static_cast<double> (window);
            for (std::size_t i = 0; i < window; ++i) fourier.in[i] = (static_cast<double> (x[at + i]) - mean) * hann[i];
            const auto& w = fourier.of();
            for (std::size_t k = 0; k < density.size(); ++k) density[k] += std::norm (w[k]);
        }
        for (double& d : density) d *= 2.0 / (0.375 * static_cast<double> (window) * rate * std::max (1, count));
    }

    // Power between two frequencies.
    [[nodiscard]] double power (double from, double to) const
    {
        double sum = 0.0;
        for (std::size_t k = 0; k < density.size(); ++k)
            if (const double f = static_cast<double> (k) * step; f >= from && f < to) sum += density[k] * step;
        return sum;
    }
    [[nodiscard]] double decibels (double from, double to) const { return 10.0 * std::log10 (power (from, to) + 1e-30); }
};

// Fourth-order band-pass, run once: two of high, two of low pass.
inline std::vector<float> band (const std::vector<float>& x, double rate, double low, double high)
{
    struct Section
    {
        double b0, b1, b2, a1, a2, s1 = 0.0, s2 = 0.0;
        double operator() (double in)
        {
            const double y = b0 * in + s1;
            s1 = b1 * in - a1 * y + s2;
            s2 = b2 * in - a2 * y;
            return y;
        }
    };
    const auto pass = [&] (double hertz, double q, bool highPass) {
        const double w = std::tan (3.141592653589793 * hertz / rate), n = 1.0 / (1.0 + w / q + w * w);
        const double gain = highPass ? n : w * w * n;
        return Section { gain, (highPass ? -2.0 : 2.0) * gain, gain, 2.0 * (w * w - 1.0) * n, (1.0 - w / q + w * w) * n };
    };
    std::array<Section, 4> chain { pass (low, 0.54, true), pass (low, 1.31, true), pass (high, 0.54, false), pass (high, 1.31, false) };
    std::vector<float> y (x.size());
    for (std::size_t i = 0; i < x.size(); ++i)
    {
        double v = static_cast<double> (x[i]);
        for (auto& s : chain) v = s (v);
        y[i] = static_cast<float> (v);
    }
    return y;
}

inline double correlated (const std::vector<float>& a, const std::vector<float>& b)
{
    double ab = 0, aa = 0, bb = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
    {
        ab += static_cast<double> (a[i] * b[i]);
        aa += static_cast<double> (a[i] * a[i]);
        bb += static_cast<double> (b[i] * b[i]);
    }
    return ab / std::sqrt (aa * bb);
}

// Amplitude of a sine at `hertz` in a Hann window over x.
inline double amplitudeAt (const float* x, std::size_t n, double rate, double hertz)
{
    const auto turn = std::polar (1.0, -6.283185307179586 * hertz / rate), widen = std::polar (1.0, 6.283185307179586 / static_cast<double> (n));
    std::complex<double> sum = 0.0, at = 1.0, window = 1.0;
    for (std::size_t i = 0; i < n; ++i, at *= turn, window *= widen) sum += static_cast<double> (x[i]) * (1.0 - window.real()) * at;
    return 2.0 * std::abs (sum) / static_cast<double> (n);
}

// rms of consecutive stretches.
inline std::vector<double> envelope (const std::vector<float>& x, std::size_t stretch)
{
    std::vector<double> e;
    for (std::size_t at = 0; at + stretch <= x.size(); at += stretch)
    {
        double sum = 0.0;
        for (std::size_t i = at; i < at + stretch; ++i) sum += static_cast<double> (x[i]) * static_cast<double> (x[i]);
        e.push_back (std::sqrt (sum / static_cast<double> (stretch)));
    }
    return e;
}

inline double correlation (const std::vector<double>& a, const std::vector<double>& b)
{
    const std::size_t n = std::min (a.size(), b.size());
    double ma = 0, mb = 0, aa = 0, bb = 0, ab = 0;
    for (std::size_t i = 0; i < n; ++i)
    {
        ma += a[i];
        mb += b[i];
    }
    ma /= static_cast<double> (n);
    mb /= static_cast<double> (n);
    for (std::size_t i = 0; i < n; ++i)
    {
        aa += (a[i] - ma) * (a[i] - ma);
        bb += (b[i] - mb) * (b[i] - mb);
        ab += (a[i] - ma) * (b[i] - mb);
    }
    return ab / std::sqrt (aa * bb);
}
} // namespace lull::tests
