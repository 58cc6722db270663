package io.bisync.leke.bridge;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.bisync.bridge.v1.Problem;
import io.bisync.leke.bridge.Answer.Refused;
import io.grpc.StatusException;
import io.grpc.protobuf.StatusProto;

/** Refusals as gRPC says them: a status with details, or a problem among a stream's answers. */
final class GrpcProblems {

    private GrpcProblems() {}

    static StatusException status(Refused refused) {
        var status = Status.newBuilder()
                .setCode(refused.refusal().grpc.value())
                .setMessage(refused.code() + " " + refused.detail())
                .addDetails(Any.pack(ErrorInfo.newBuilder()
                        .setReason(refused.code())
                        .setDomain("bisync.io")
                        .build()));
        var pause = refused.refusal().retryAfter;
        if (pause != null) {
            status.addDetails(Any.pack(RetryInfo.newBuilder()
                    .setRetryDelay(Duration.newBuilder().setSeconds(pause.toSeconds()))
                    .build()));
        }
        return StatusProto.toStatusException(status.build());
    }

    static Problem problem(Refused refused) {
        var pause = refused.refusal().retryAfter;
        return Problem.newBuilder()
                .setCode(refused.code())
                .setDetail(refused.detail())
                .setStatus(refused.refusal().grpc.value())
                .setRetryAfterMillis(pause == null ? 0 : pause.toMillis())
                .build();
    }
}
