#include "Files/SoundFileWriter.h"

#include <fmt/format.h>

#include "Files/SoundFileBody.h"

namespace lull::files
{
namespace
{
std::string gigabytes (double bytes) { return bytes < 1e8 ? fmt::format ("{:.1f} MB", bytes / 1e6) : fmt::format ("{:.1f} GB", bytes / 1e9); }
} // namespace

Result<void> suits (const SoundFormat& format)
{
    const bool flac = format.container == SoundFormat::Container::flac;
    if (format.bits != 16 && format.bits != 24 && format.bits != 32) return fail ("sound files have 16, 24 or 32f bits here", Error::Kind::usage);
    if (flac && format.channels > 8)
        return fail (fmt::format ("FLAC holds 8 channels at most, and this render has {}; use --format wav, or leave --chair out for stereo", format.channels),
                     Error::Kind::usage);
    if (flac && format.bits == 32) return fail ("FLAC holds whole numbers only; use --bits 24, or --format wav for 32f", Error::Kind::usage);
    if (flac && format.rate != std::floor (format.rate)) return fail ("FLAC takes whole sample rates only", Error::Kind::usage);
    return {};
}

Result<SoundFileWriter> SoundFileWriter::create (const std::filesystem::path& name, const SoundFormat& format, Inscription inscription)
{
    if (auto ok = suits (format); ! ok) return fail (ok.error());
    auto file = WholeFile::create (name);
    if (! file) return fail (file.error());

    const double needed = static_cast<double> (format.expected) * format.channels * format.bits / 8.0;
    const auto room = static_cast<double> (WholeFile::room (name));
    if (format.container == SoundFormat::Container::wav && room > 0.0 && needed > room)
        return fail (fmt::format ("the disk is full: {} needs {} and {} are free", name.string(), gigabytes (needed), gigabytes (room)));

    auto body = format.container == SoundFormat::Container::wav ? wavBody (std::move (*file), format, std::move (inscription))
                                                                : flacBody (std::move (*file), format, std::move (inscription));
    if (! body) return fail (body.error());
    return SoundFileWriter (std::move (*body));
}

SoundFileWriter::SoundFileWriter (std::unique_ptr<Body> b) : body (std::move (b)) {}
SoundFileWriter::SoundFileWriter (SoundFileWriter&&) noexcept = default;
SoundFileWriter::~SoundFileWriter() = default;

bool SoundFileWriter::write (const float* const* channels, int frames) { return body->file.good() && body->write (channels, frames); }

Result<void> SoundFileWriter::good() const
{
    if (! body->file.good()) return fail (body->file.error());
    return {};
}

Result<void> SoundFileWriter::finish()
{
    if (body->file.good())
        if (auto closed = body->close(); ! closed) return closed;
    if (auto ok = good(); ! ok) return ok;
    return body->file.keep();
}

Frame SoundFileWriter::frames() const noexcept { return body->written; }
} // namespace lull::files
