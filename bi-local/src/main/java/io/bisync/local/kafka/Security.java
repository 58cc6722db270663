package io.bisync.local.kafka;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a broker asks of clients at its secured address: TLS, and a user by PLAIN or SCRAM. Users of SCRAM are made by an
 * admin client. The broker then has an authorizer too, which allows what no ACL is about; at the address in clear everybody may
 * do everything.
 *
 * @param keystore PKCS 12, with a certificate for this machine
 * @param password of the keystore and its key
 * @param users users of PLAIN, each with its password
 */
public record Security(Path keystore, String password, Map<String, String> users) {

    /** The name of the listener. */
    public static final String LISTENER = "SECURED";

    /** After so long a client has to say again who it is: one that was removed is shut out within it. */
    private static final int AGAIN_MILLIS = 2_000;

    String text() {
        var plain = users.entrySet().stream()
                .map(it -> " user_%s=\"%s\"".formatted(it.getKey(), it.getValue()))
                .collect(Collectors.joining());
        return """
            listener.name.secured.sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,SCRAM-SHA-512
            listener.name.secured.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required%1$s;
            listener.name.secured.scram-sha-256.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
            listener.name.secured.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
            listener.name.secured.plain.connections.max.reauth.ms=%2$d
            listener.name.secured.scram-sha-256.connections.max.reauth.ms=%2$d
            listener.name.secured.scram-sha-512.connections.max.reauth.ms=%2$d
            listener.name.secured.ssl.keystore.type=PKCS12
            listener.name.secured.ssl.keystore.location=%3$s
            listener.name.secured.ssl.keystore.password=%4$s
            listener.name.secured.ssl.key.password=%4$s
            authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
            super.users=User:ANONYMOUS
            allow.everyone.if.no.acl.found=true
            """.formatted(plain, AGAIN_MILLIS, keystore, password);
    }
}
