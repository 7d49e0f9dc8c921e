package dev.scratchy.query.console;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The page, and what it has to know before anybody has signed in. */
@RestController
class ConsoleController {

    private final ConsoleProperties properties;

    ConsoleController(ConsoleProperties properties) {
        this.properties = properties;
    }

    /** Ways to sign in, beside a token that is pasted. */
    record SignIn(boolean devTokens, @Nullable Provider oidc) {}

    /** Where an operator is sent to, as whom and for what. */
    record Provider(String issuer, String clientId, String scope) {}

    @GetMapping({"/admin", "/admin/"})
    ResponseEntity<Resource> page() {
        return ResponseEntity.ok()
                .contentType(MediaType.valueOf("text/html;charset=UTF-8"))
                .cacheControl(CacheControl.noCache())
                .body(new ClassPathResource("console/index.html"));
    }

    @GetMapping("/admin/sign-in.json")
    ResponseEntity<SignIn> signIn() {
        var oidc = properties.oidc();
        Provider provider = oidc.issuer() == null || oidc.clientId() == null
                ? null
                : new Provider(oidc.issuer(), oidc.clientId(), oidc.scope());
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache())
                .body(new SignIn(properties.devSignIn(), provider));
    }
}
