package io.bisync.basic.access;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.access.WebInvocationPrivilegeEvaluator;

/** Writes to each operation which roles may call it: it asks the rules that decide on real calls. */
final class RoleRequirements implements OpenApiCustomizer {

    private static final String SCHEME = "token";

    private final ObjectProvider<WebInvocationPrivilegeEvaluator> rules;

    RoleRequirements(ObjectProvider<WebInvocationPrivilegeEvaluator> rules) {
        this.rules = rules;
    }

    @Override
    public void customise(OpenAPI api) {
        api.getPaths()
                .forEach((path, item) -> item.readOperationsMap()
                        .forEach((method, operation) -> describe(operation, roles(path, method))));
    }

    private List<Role> roles(String path, HttpMethod method) {
        var call = path.replaceAll("\\{[^}]*}", "x");
        return Stream.of(Role.values())
                .filter(role -> rules.getObject().isAllowed("", call, method.name(), holder(role)))
                .toList();
    }

    private static UsernamePasswordAuthenticationToken holder(Role role) {
        return UsernamePasswordAuthenticationToken.authenticated(
                "somebody", null, AuthorityUtils.createAuthorityList("ROLE_" + role));
    }

    /** One of the requirements has to be met. */
    private static void describe(Operation operation, List<Role> roles) {
        operation.setSecurity(roles.stream()
                .map(role -> new SecurityRequirement().addList(SCHEME, role.name()))
                .toList());
        operation.setDescription("Roles: " + roles.stream().map(Role::name).collect(Collectors.joining(", ")) + ".");
    }
}
