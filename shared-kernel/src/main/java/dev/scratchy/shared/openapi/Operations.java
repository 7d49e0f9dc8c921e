package dev.scratchy.shared.openapi;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.util.List;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/** Replaces what springdoc guesses of an operation by what its {@link Contract} and its method's parameters say. */
@Component
final class Operations implements GlobalOperationCustomizer {

    private final Parameters parameters;
    private final Responses responses;

    Operations(Parameters parameters, Responses responses) {
        this.parameters = parameters;
        this.responses = responses;
    }

    @Override
    public Operation customize(Operation guessed, HandlerMethod method) {
        Contract contract = method.getMethodAnnotation(Contract.class);
        if (contract == null) {
            throw new IllegalStateException(method.getShortLogMessage() + " has no @Contract");
        }
        ApiResponses answers = responses.of(method, contract);
        return guessed.operationId(contract.id())
                .tags(List.of(contract.topic().label()))
                .summary(contract.summary())
                .description(contract.description() + "\n\nWho may: "
                        + contract.access().sentence())
                .parameters(parameters.of(method))
                .requestBody(parameters.bodyOf(method))
                .responses(answers)
                .security(security(contract.access()));
    }

    private static List<SecurityRequirement> security(Access access) {
        var bearer = new SecurityRequirement().addList(Document.BEARER);
        return access == Access.ANYBODY ? List.of(new SecurityRequirement(), bearer) : List.of(bearer);
    }
}
