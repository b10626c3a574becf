import type { GoStructs } from './go-struct.ts';

const container = `
  name string, image string, command []string, args []string, workingDir string, ports []ContainerPort,
  envFrom []EnvFromSource, env []EnvVar, resources ResourceRequirements, resizePolicy []ContainerResizePolicy,
  restartPolicy ContainerRestartPolicy@28, restartPolicyRules []ContainerRestartRule@34, volumeMounts []VolumeMount,
  volumeDevices []VolumeDevice, livenessProbe Probe, readinessProbe Probe, startupProbe Probe, lifecycle Lifecycle,
  terminationMessagePath string, terminationMessagePolicy TerminationMessagePolicy, imagePullPolicy PullPolicy,
  securityContext SecurityContext, stdin bool, stdinOnce bool, tty bool`;

/** Containers and what is in them: the structs of k8s.io/api/core/v1/types.go, 1.27 to 1.36.2, in the notation of `GoStructs`. */
export const containerStructs: GoStructs = {
  Container: container,
  EphemeralContainer: '...EphemeralContainerCommon, targetContainerName string',
  EphemeralContainerCommon: container,
  ContainerPort: 'name string, hostPort int32, containerPort int32, protocol Protocol, hostIP string',
  EnvFromSource: 'prefix string, configMapRef ConfigMapEnvSource, secretRef SecretEnvSource',
  ConfigMapEnvSource: '...LocalObjectReference, optional bool',
  SecretEnvSource: '...LocalObjectReference, optional bool',
  EnvVar: 'name string, value string, valueFrom EnvVarSource',
  EnvVarSource: `
    fieldRef ObjectFieldSelector, resourceFieldRef ResourceFieldSelector, configMapKeyRef ConfigMapKeySelector,
    secretKeyRef SecretKeySelector, fileKeyRef FileKeySelector@34`,
  ObjectFieldSelector: 'apiVersion string, fieldPath string',
  ResourceFieldSelector: 'containerName string, resource string, divisor Quantity',
  ConfigMapKeySelector: '...LocalObjectReference, key string, optional bool',
  SecretKeySelector: '...LocalObjectReference, key string, optional bool',
  FileKeySelector: 'volumeName string, path string, key string, optional bool',
  ResourceRequirements: 'limits ResourceList, requests ResourceList, claims []ResourceClaim',
  ResourceClaim: 'name string, request string@31',
  ContainerResizePolicy: 'resourceName ResourceName, restartPolicy ResourceResizeRestartPolicy',
  ContainerRestartRule: 'action ContainerRestartRuleAction, exitCodes ContainerRestartRuleOnExitCodes',
  ContainerRestartRuleOnExitCodes: 'operator ContainerRestartRuleOnExitCodesOperator, values []int32',
  VolumeMount: `
    name string, readOnly bool, recursiveReadOnly RecursiveReadOnlyMode@30, mountPath string, subPath string,
    mountPropagation MountPropagationMode, subPathExpr string`,
  VolumeDevice: 'name string, devicePath string',
  Probe: `
    ...ProbeHandler, initialDelaySeconds int32, timeoutSeconds int32, periodSeconds int32, successThreshold int32,
    failureThreshold int32, terminationGracePeriodSeconds int64`,
  ProbeHandler: 'exec ExecAction, httpGet HTTPGetAction, tcpSocket TCPSocketAction, grpc GRPCAction',
  ExecAction: 'command []string',
  HTTPGetAction: 'path string, port IntOrString, host string, scheme URIScheme, httpHeaders []HTTPHeader',
  HTTPHeader: 'name string, value string',
  TCPSocketAction: 'port IntOrString, host string',
  GRPCAction: 'port int32, service string',
  Lifecycle: 'postStart LifecycleHandler, preStop LifecycleHandler, stopSignal Signal@33',
  LifecycleHandler: 'exec ExecAction, httpGet HTTPGetAction, tcpSocket TCPSocketAction, sleep SleepAction@29',
  SleepAction: 'seconds int64',
  SecurityContext: `
    capabilities Capabilities, privileged bool, seLinuxOptions SELinuxOptions,
    windowsOptions WindowsSecurityContextOptions, runAsUser int64, runAsGroup int64, runAsNonRoot bool,
    readOnlyRootFilesystem bool, allowPrivilegeEscalation bool, procMount ProcMountType, seccompProfile SeccompProfile,
    appArmorProfile AppArmorProfile@30`,
  Capabilities: 'add []Capability, drop []Capability',
  SELinuxOptions: 'user string, role string, type string, level string',
  WindowsSecurityContextOptions: `
    gmsaCredentialSpecName string, gmsaCredentialSpec string, runAsUserName string, hostProcess bool`,
  SeccompProfile: 'type SeccompProfileType, localhostProfile string',
  AppArmorProfile: 'type AppArmorProfileType, localhostProfile string',
};
