/**
 * Access tokens of an issuer that the administrator trusts: JSON Web Tokens (RFC 7519), checked against its keys (RFC 7517).
 *
 * <p>What holds here: only signatures with a private key count (no {@code none}, no HMAC); a token is for us only if issuer and
 * audience say so; keys are fetched on a thread of their own, seldom, and the last good ones stay in use while that fails. Everything
 * that comes from outside has a size.
 */
package posthouse.common.sasl.oauth;
