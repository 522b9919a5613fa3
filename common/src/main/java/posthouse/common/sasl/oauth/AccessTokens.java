package posthouse.common.sasl.oauth;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import posthouse.common.config.Settings;
import posthouse.common.json.Json;

/** Says whose access token this is (RFC 7519, RFC 8725). */
public final class AccessTokens implements AutoCloseable {

    private static final int QUEUE = 1024;
    private static final int THREADS = 2;
    private static final long LEEWAY_SECONDS = 60;

    private final String issuer;
    private final String audience;
    private final Optional<String> scope;
    private final String claim;
    private final IssuerKeys keys;
    private final InstantSource clock;
    private final ThreadPoolExecutor threads;

    AccessTokens(Settings settings, InstantSource clock) {
        issuer = settings.get(OauthKeys.ISSUER);
        audience = settings.get(OauthKeys.AUDIENCE);
        scope = settings.find(OauthKeys.SCOPE);
        claim = settings.get(OauthKeys.CLAIM);
        keys = new IssuerKeys(settings.get(OauthKeys.KEYS), System::nanoTime);
        this.clock = clock;
        threads = new ThreadPoolExecutor(THREADS, THREADS, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), task -> {
            var thread = new Thread(task, "access-token");
            thread.setDaemon(true);
            return thread;
        });
        threads.allowCoreThreadTimeOut(true);
    }

    /** As the settings say; empty if no issuer is set. */
    public static Optional<AccessTokens> of(Settings settings) {
        return settings.find(OauthKeys.ISSUER).map(any -> new AccessTokens(settings, InstantSource.system()));
    }

    /** What became of a token. */
    public sealed interface Verdict {
        /** @param owner the account's address, as the token says */
        record Good(String owner) implements Verdict {
        }

        /**
         * @param status of RFC 6750 3.1
         * @param late whether it was good once: nobody guesses with such
         */
        record Bad(String status, boolean late) implements Verdict {
        }

        /** It can't be told now. */
        record Unknown() implements Verdict {
        }
    }

    /** The scope that is asked for (RFC 7628 3.2.2). */
    public Optional<String> scope() {
        return scope;
    }

    public CompletionStage<Verdict> check(String token) {
        try {
            return CompletableFuture.supplyAsync(() -> verdict(token), threads);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(new Verdict.Unknown());
        }
    }

    Verdict verdict(String token) {
        try {
            String[] parts = token.split("\\.", -1);
            if (parts.length != 3) {
                return invalid();
            }
            Map<String, Object> header = Json.object(text(parts[0]));
            if (header.containsKey("crit") || !(header.get("alg") instanceof String algorithm)) { // RFC 7515 4.1.11
                return invalid();
            }
            byte[] signed = (parts[0] + '.' + parts[1]).getBytes(StandardCharsets.US_ASCII);
            byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
            String id = header.get("kid") instanceof String named ? named : null;
            boolean ours = keys.get(id).stream().anyMatch(key -> key.verifies(algorithm, signed, signature));
            return ours ? verdict(Json.object(text(parts[1]))) : invalid();
        } catch (IllegalArgumentException e) {
            return invalid();
        } catch (IOException e) {
            return new Verdict.Unknown();
        }
    }

    private static String text(String base64url) {
        return new String(Base64.getUrlDecoder().decode(base64url), StandardCharsets.UTF_8);
    }

    /** RFC 7519 4.1. */
    private Verdict verdict(Map<String, Object> claims) {
        long now = clock.instant().getEpochSecond();
        boolean forUs = issuer.equals(claims.get("iss")) && texts(claims.get("aud")).contains(audience);
        if (!forUs || !(claims.get("exp") instanceof BigDecimal end) || !(claims.get(claim) instanceof String owner)
            || Boolean.FALSE.equals(claims.get(claim + "_verified"))) { // OpenID Connect: email_verified
            return invalid();
        }
        boolean early = claims.get("nbf") instanceof BigDecimal begin && begin.longValue() > now + LEEWAY_SECONDS;
        if (end.longValue() <= now - LEEWAY_SECONDS || early) {
            return new Verdict.Bad("invalid_token", true);
        }
        boolean inScope = scope.isEmpty() || words(claims.get("scope")).contains(scope.get()) || texts(claims.get("scp")).contains(scope.get());
        return inScope ? new Verdict.Good(owner) : new Verdict.Bad("insufficient_scope", true);
    }

    private static Verdict invalid() {
        return new Verdict.Bad("invalid_token", false);
    }

    private static List<String> words(Object claim) {
        return claim instanceof String text ? List.of(text.split(" ")) : texts(claim);
    }

    private static List<String> texts(Object claim) {
        return claim instanceof List<?> list ? list.stream().filter(String.class::isInstance).map(String.class::cast).toList()
            : claim instanceof String text ? List.of(text) : List.of();
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
