package io.odradek.transport.netty;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A self-signed key for {@code localhost} and {@code 127.0.0.1}, made with {@code keytool -genkeypair -alias localhost -keyalg EC
 * -groupname secp256r1 -validity 36500 -dname CN=localhost -ext san=dns:localhost,ip:127.0.0.1 -storetype PKCS12 -keystore localhost.p12
 * -storepass odradek}.
 */
final class TestKeys {
    private static final char[] PASSWORD = "odradek".toCharArray();

    private TestKeys() {}

    /** Has the key, and trusts it. */
    static SSLContext context() {
        try (InputStream stored = TestKeys.class.getResourceAsStream("/tls/localhost.p12")) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(stored, PASSWORD);
            KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            own.init(keys, PASSWORD);
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(keys);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException unusable) {
            throw new IllegalStateException("the test's key cannot be used", unusable);
        }
    }
}
