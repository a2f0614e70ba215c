#include "practice/painting/dice.h"

namespace ContactSheet {

namespace {

// FNV-1a with 64 bits: offset basis and prime of Fowler, Noll and Vo (RFC 9923).
quint64 hashOf(QStringView text)
{
    quint64 hash = 0xcbf29ce484222325u;
    const auto take = [&hash](quint64 byte) { hash = (hash ^ byte) * 0x100000001b3u; };
    for (const QChar unit : text) {
        take(unit.unicode() & 0xffu);
        take(unit.unicode() >> 8);
    }
    return hash;
}

quint64 mixed(quint64 value)
{
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9u;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebu;
    return value ^ (value >> 31);
}

} // namespace

Dice::Dice(QStringView prompt, quint64 number)
    : m_promptHash(hashOf(prompt))
    , m_number(number)
    , m_state(m_promptHash ^ mixed(number + 1))
{}

quint64 Dice::next()
{
    m_state += 0x9e3779b97f4a7c15u;
    return mixed(m_state);
}

double Dice::between(double low, double high)
{
    // The upper 53 bits are what a double holds without rounding up to 1.
    const double part = static_cast<double>(next() >> 11) * 0x1.0p-53;
    return low + (high - low) * part;
}

int Dice::below(int count)
{
    return static_cast<int>(next() % static_cast<quint64>(count));
}

bool Dice::chance(double probability)
{
    return between(0, 1) < probability;
}

int Dice::turn(int count) const
{
    const auto variants = static_cast<quint64>(count);
    return static_cast<int>((m_promptHash % variants + m_number % variants) % variants);
}

} // namespace ContactSheet
