#include "Catch.h"

#include <cmath>

#include "Files/Seam.h"
#include "Folder.h"
#include "Recorded.h"

using namespace lull;
using namespace lull::files;

namespace
{
PageFile pagesOf (const Folder& folder, const Ears& e, double rate)
{
    auto writer = PageWriter::create (folder / "raw", rate);
    REQUIRE (writer);
    REQUIRE (writer->write (e.left.data(), e.right.data(), static_cast<int> (e.left.size())));
    auto pages = writer->pass ("");
    REQUIRE (pages);
    return std::move (*pages);
}

// Once round and the beginning again.
Ears around (const PageFile& pages, const Seam& seam, int more)
{
    Ears e;
    e.left.resize (static_cast<std::size_t> (seam.frames() + more));
    e.right.resize (e.left.size());
    REQUIRE (readLoop (pages, seam, 0, static_cast<int> (seam.frames()), e.left.data(), e.right.data()));
    REQUIRE (readLoop (pages, seam, 0, more, e.left.data() + seam.frames(), e.right.data() + seam.frames()));
    return e;
}

double decibelsOf (const std::vector<float>& x, std::size_t from, std::size_t to)
{
    double sum = 1e-20;
    for (std::size_t i = from; i < to; ++i) sum += static_cast<double> (x[i]) * static_cast<double> (x[i]);
    return 10.0 * std::log10 (sum / static_cast<double> (to - from));
}
} // namespace

TEST_CASE ("noise goes round at one level: unlike sides of a seam fade at equal power, without a step")
{
    const Folder folder;
    const double rate = 16'000.0;
    for (double seconds : { 1.0, 2.5, 20.0 })
    {
        const auto pages = pagesOf (folder, noise (seconds, rate), rate);
        const Seam seam = findSeam (pages);
        INFO (seconds << " s: " << seam.begin << " to " << seam.end << ", fade " << seam.fade << ", likeness " << seam.likeness);
        CHECK (seam.begin >= seam.fade);
        CHECK (seam.end <= pages.head().frames);
        CHECK (static_cast<double> (seam.frames()) > 0.4 * seconds * rate);
        CHECK (seam.fade >= static_cast<Frame> (0.05 * rate));
        CHECK (seam.fade <= static_cast<Frame> (2.0 * rate));
        CHECK (seam.likeness < 0.5);
        const auto e = around (pages, seam, 4'000);
        const auto n = static_cast<std::size_t> (seam.frames()), fade = static_cast<std::size_t> (seam.fade);
        const double usual = decibelsOf (e.left, 0, n - fade);
        CHECK (decibelsOf (e.left, n - fade, n) == Approx (usual).margin (0.5));
        CHECK (decibelsOf (e.left, n - 3 * fade / 4, n - fade / 4) == Approx (usual).margin (0.5));
        // Across the very joint the waves are those of the recording.
        std::vector<float> l (200), r (200);
        pages.read (seam.begin - 100, 200, l.data(), r.data());
        double worst = 0.0;
        for (std::size_t i = 100; i < 200; ++i) worst = std::max (worst, std::abs (static_cast<double> (e.left[n - 100 + i] - l[i])));
        CHECK (worst == 0.0);
        CHECK (std::abs (e.left[n - 1] - l[99]) < 0.01f);
    }
}

TEST_CASE ("a tone goes round without a bend, however its length is cut")
{
    const Folder folder;
    const double rate = 48'000.0;
    for (double seconds : { 3.0, 4.123, 7.77 })
    {
        const auto pages = pagesOf (folder, twoTones (seconds, rate), rate);
        const Seam seam = findSeam (pages);
        const auto e = around (pages, seam, 4'000);
        const double c = 2.0 * math::cosCycles (440.0 / rate);
        double worst = 0.0, least = 0.0;
        for (std::size_t i = 1; i + 1 < e.left.size(); ++i)
            worst =
                std::max (worst, std::abs (static_cast<double> (e.left[i + 1]) - c * static_cast<double> (e.left[i]) + static_cast<double> (e.left[i - 1])));
        for (std::size_t i = 0; i + 480 <= e.left.size(); i += 480)
            least = std::min (least, decibelsOf (e.left, i, i + 480) - 20.0 * std::log10 (0.4 * std::sqrt (0.5)));
        INFO (seconds << " s, likeness " << seam.likeness);
        CHECK (seam.likeness > 0.6);
        CHECK (worst < 2e-4); // of 0.4; a jump of the phase by a tenth of a cycle bends it by 0.2
        CHECK (least > -1.5);
    }
}

TEST_CASE ("what has a beat keeps it over the seam")
{
    const Folder folder;
    const double rate = 24'000.0;
    Ears e = noise (21.3, rate, 3, 0.002f);
    for (std::size_t i = 0; i < e.left.size(); ++i)
    {
        const std::size_t at = i % 18'000; // every 0.75 s
        const auto knock = static_cast<float> (0.5 * std::exp (-static_cast<double> (at) / 600.0) * math::sinCycles (180.0 * static_cast<double> (at) / rate));
        e.left[i] += knock;
        e.right[i] += knock;
    }
    const Seam seam = findSeam (pagesOf (folder, e, rate));
    INFO (seam.frames() << " frames");
    const Frame off = seam.frames() % 18'000;
    CHECK (std::min (off, 18'000 - off) <= 24); // 1 ms
    CHECK (seam.likeness > 0.9);
}

TEST_CASE ("a recording's own fades are left out of its loop")
{
    const Folder folder;
    const double rate = 16'000.0;
    Ears e = noise (30.0, rate);
    for (std::size_t i = 0; i < e.left.size(); ++i)
    {
        const double edge = std::min (static_cast<double> (i), static_cast<double> (e.left.size() - 1 - i)) / rate;
        const auto g = static_cast<float> (std::min (1.0, edge / 3.0));
        e.left[i] *= g;
        e.right[i] *= g;
    }
    const auto pages = pagesOf (folder, e, rate);
    const Seam seam = findSeam (pages);
    const auto loop = around (pages, seam, 1'600);
    double least = 0.0;
    const double usual = decibelsOf (loop.left, loop.left.size() / 3, loop.left.size() / 2);
    for (std::size_t i = 0; i + 1'600 <= loop.left.size(); i += 1'600) least = std::min (least, decibelsOf (loop.left, i, i + 1'600) - usual);
    INFO (seam.begin << " to " << seam.end);
    CHECK (least > -3.0);
}

TEST_CASE ("weights of a fade keep the power for any likeness, from one side to the other")
{
    for (double likeness : { 0.0, 0.3, 0.9, 1.0 })
        for (double x = 0.0; x <= 1.0; x += 0.125)
        {
            const auto w = fadeWeights (x, likeness);
            const auto a = static_cast<double> (w.end), b = static_cast<double> (w.begin);
            CHECK (a * a + b * b + 2.0 * likeness * a * b == Approx (1.0));
        }
    CHECK (fadeWeights (0.0, 1.0).end == 1.0f);
    CHECK (fadeWeights (1.0, 0.0).begin == 1.0f);
    CHECK (fadeWeights (0.5, 1.0).end == Approx (0.5f)); // alike: amplitudes add up to one
}

TEST_CASE ("silence has a seam too")
{
    const Folder folder;
    Ears e;
    e.left.resize (48'000);
    e.right.resize (48'000);
    const Seam seam = findSeam (pagesOf (folder, e, 48'000.0));
    CHECK (seam.frames() > 16'000);
    CHECK (seam.begin >= seam.fade);
}
