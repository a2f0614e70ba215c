#pragma once

#include <QFile>
#include <QSslConfiguration>
#include <QSslKey>
#include <QTest>

namespace ContactSheet {

/// How a server shows itself by the certificate tests/data/certificates/\a name.pem.
inline QSslConfiguration serverWithCertificate(const QString &name)
{
    const QString folder = QFINDTESTDATA("data/certificates");
    QFile certificate(folder + u'/' + name + u".pem");
    QFile key(folder + u'/' + name + u".key");
    if (!certificate.open(QIODevice::ReadOnly) || !key.open(QIODevice::ReadOnly))
        qFatal("There is no certificate called %s.", qPrintable(name));
    QSslConfiguration configuration;
    configuration.setLocalCertificate(QSslCertificate(&certificate));
    configuration.setPrivateKey(QSslKey(&key, QSsl::Ec));
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone); // Of the client, which shows nothing.
    return configuration;
}

/// Trusts the certificates \a names from now on, for the whole program, as if a computer's owner had said so.
inline void trustCertificates(const QStringList &names)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    for (const QString &name : names)
        configuration.addCaCertificate(serverWithCertificate(name).localCertificate());
    QSslConfiguration::setDefaultConfiguration(configuration);
}

} // namespace ContactSheet
