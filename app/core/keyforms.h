#pragma once

#include <QByteArray>
#include <QList>

namespace ContactSheet {

/**
 * The forms in which servers repeat a key: as it is, in base64 (by itself or behind a name), in hexadecimal
 * digits, and as URLs, JSON and HTML write it; and where they, or parts of them, stand in bytes.
 *
 * A part of twelve characters tells a key; a key that has fewer counts as a whole. Small and large letters
 * are the same, since hosts and headers come back in either. Keys are ASCII, as headers are. The forms are
 * overwritten when this object goes.
 */
class KeyForms final
{
public:
    /// A part of a form from this length on is taken for the key.
    static constexpr qsizetype ShortestTellingPart = 12;

    /// The bytes from \a begin to before \a end.
    struct Stretch
    {
        qsizetype begin = 0;
        qsizetype end = 0;

        friend bool operator==(const Stretch &, const Stretch &) = default;
    };

    explicit KeyForms(const QByteArray &key);
    ~KeyForms();
    Q_DISABLE_COPY_MOVE(KeyForms)

    /**
     * Where \a bytes tell the key, in order and none touching the next. Forms of fewer than \a shortest
     * characters are not looked for. Takes time in proportion to \a bytes, about a millisecond a megabyte.
     */
    [[nodiscard]] QList<Stretch> find(QByteArrayView bytes, qsizetype shortest = 1) const;

private:
    [[nodiscard]] QList<Stretch> findParts(QByteArrayView bytes) const;
    [[nodiscard]] QList<Stretch> findWhole(QByteArrayView bytes, qsizetype shortest) const;

    QList<QByteArray> m_long;  ///< Folded forms of which every telling part counts.
    QList<QByteArray> m_short; ///< Those that count as a whole.
};

} // namespace ContactSheet
